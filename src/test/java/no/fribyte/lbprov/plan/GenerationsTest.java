package no.fribyte.lbprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GenerationsTest {
    private static int number(Demo demo, Seen seen) {
        return Generations.number(
                demo.desired(), new Census(demo.pair(), seen.make().vms()));
    }

    @Test
    void the_first_files_of_a_pair_are_number_one() {
        assertThat(number(new Demo(), new Seen())).isEqualTo(1);
    }

    @Test
    void files_that_the_pair_runs_already_keep_their_number() {
        assertThat(number(new Demo(), Seen.pair())).isEqualTo(4);
        assertThat(number(new Demo(), new Seen().vm(Seen.Vm.two()))).isEqualTo(4);
    }

    @Test
    void other_files_get_the_next_number() {
        assertThat(number(new Demo().hash("new"), Seen.pair())).isEqualTo(5);
    }

    @Test
    void a_member_that_lags_behind_raises_the_number_so_that_none_is_used_twice() {
        Seen seen = new Seen().vm(Seen.Vm.one().generation(6, "older")).vm(Seen.Vm.two());

        assertThat(number(new Demo(), seen)).isEqualTo(7);
    }

    @Test
    void vms_of_other_pairs_do_not_count() {
        assertThat(number(
                        new Demo(),
                        new Seen().vm(Seen.Vm.ofPair("staging", "edge-1").generation(90, "x"))))
                .isEqualTo(1);
    }
}
