package no.fribyte.lbprov.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static Samples.Sample at(double start, String outcome) {
        return new Samples.Sample(start, 0.001, outcome);
    }

    @Test
    void an_outage_is_the_longest_time_between_two_successes_one_after_the_other() {
        Samples samples = new Samples(List.of(
                at(1.3, "ok"), at(1.0, "ok"), at(1.1, "timeout"), at(1.2, "refused"), at(1.35, "ok"), at(1.4, "ok")));

        assertThat(samples.outage()).isEqualTo(0.3, within(1e-9));
        assertThat(samples.lost()).isEqualTo(2);
        assertThat(samples.outcomes()).containsEntry("ok", 4L).containsEntry("refused", 1L);
    }

    @Test
    void an_outage_that_does_not_end_lasts_until_the_last_request() {
        Samples samples = new Samples(List.of(at(1, "ok"), at(2, "timeout"), at(3, "timeout")));

        assertThat(samples.outage()).isEqualTo(2, within(1e-9));
        assertThat(new Samples(List.of(at(1, "timeout"), at(6, "timeout"))).outage())
                .isEqualTo(5, within(1e-9));
    }

    @Test
    void only_requests_that_began_in_time_count() {
        Samples samples = new Samples(List.of(at(1, "ok"), at(2, "timeout"), at(3, "ok")));

        assertThat(samples.between(1.5, 3).all()).containsExactly(at(2, "timeout"));
    }

    @Test
    void a_goal_is_missed_by_its_median_or_by_one_value_that_is_far_off() {
        Goal goal = new Goal("switch", 1, "s");

        assertThat(goal.isMet(List.of(0.8, 1.0, 1.6), 0)).isTrue();
        assertThat(goal.isMet(List.of(0.8, 1.1, 1.2), 0)).isFalse();
        assertThat(goal.isMet(List.of(0.8, 0.9, 1.7), 0)).isFalse();
        assertThat(goal.isMet(List.of(0.8, 0.9, 1.7), 0.2)).isTrue();
    }

    @Test
    void the_table_has_what_was_measured_beside_what_was_wanted() {
        Figures ours = new Figures();
        List.of(0.4, 0.5, 0.45).forEach(value -> ours.add("master cut", value));
        ours.add("20 reloads: lost", 1);
        Figures baseline = new Figures();
        baseline.add("master cut", 2.7);
        ResultTable table = new ResultTable(ours, Optional.of(baseline));

        assertThat(table.text())
                .contains("| master cut | 2.70 | 0.45 | 0.50 | 3 | 6 x | 0.60 s | met |")
                .contains("| 20 reloads: lost |  | 1 | 1 | 1 |  | 0  | missed |");
        assertThat(table.missed(0)).containsOnlyKeys("20 reloads: lost");
    }
}
