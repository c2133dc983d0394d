package no.fribyte.lbprov.plan;

import static no.fribyte.lbprov.plan.Titles.taking;
import static no.fribyte.lbprov.plan.Titles.titles;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.step.LookForOthers;
import no.fribyte.lbprov.step.TakeLease;
import no.fribyte.lbprov.step.TakePlace;
import no.fribyte.lbprov.step.VmRef;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Every plan that writes begins with keeping other runs off. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakingTest {
    private static final Set<MemberName> BOTH = Set.of(Demo.ONE, Demo.TWO);

    private static Plan create(Seen seen) {
        return new Planner(new Demo().desired(), seen.make()).create(BOTH);
    }

    private static Plan rebuild(Seen seen) {
        return new Planner(new Demo().desired(), seen.make()).rebuild(Demo.TWO);
    }

    private static Plan destroy(Seen seen, MemberName... names) {
        Demo demo = new Demo();
        return new DestroyPlan(demo.pair(), demo.place(), seen.make(), Demo.LEASE).of(Set.of(names));
    }

    private static final String BOTH_TAKEN = """
            keep other runs off
              pair
                mark VM 200 on pluto as being worked on
                mark VM 201 on fergus as being worked on
            """;

    @Test
    void the_partner_of_a_member_that_is_rebuilt_is_taken_as_well() {
        Plan plan = rebuild(Seen.pair());

        assertThat(taking(plan)).isEqualTo(BOTH_TAKEN);
        assertThat(plan.stages().get(0).title()).isEqualTo("keep other runs off");
    }

    @Test
    void a_destroy_of_one_member_takes_both() {
        Plan plan = destroy(Seen.pair(), Demo.TWO);

        assertThat(taking(plan)).isEqualTo(BOTH_TAKEN);
        assertThat(plan.stages().get(0).title()).isEqualTo("keep other runs off");
    }

    @Test
    void a_member_that_is_there_is_taken_before_its_partner_is_made() {
        assertThat(taking(create(new Seen().vm(Seen.Vm.two())))).isEqualTo("""
                keep other runs off
                  pair
                    mark VM 201 on fergus as being worked on
                """);
    }

    @Test
    void what_a_run_left_is_taken_as_it_was_seen() {
        Plan plan = create(
                new Seen().vm(Seen.Vm.one().is(Marker.State.BUILDING).stopped()).vm(Seen.Vm.two()));

        TakeLease first = (TakeLease) plan.steps().get(0);
        assertThat(first.vm().member()).isEqualTo(Demo.ONE);
        assertThat(((Marker) first.observed()).state()).isEqualTo(Marker.State.BUILDING);
        assertThat(first.observed().lease()).isEmpty();
        assertThat(first.lease()).isEqualTo(Demo.LEASE);
    }

    @Test
    void where_nothing_is_written_nothing_is_taken() {
        assertThat(create(Seen.pair()).stages()).isEmpty();
    }

    @Test
    void seeds_go_only_once_the_pair_is_taken() {
        String seed = "lbseed:iso/lbprov_demo_lb-1_7.iso";

        assertThat(create(Seen.pair().volume(Demo.PLUTO, seed)).stages())
                .map(Stage::title)
                .containsExactly("keep other runs off", "clean up");
        assertThat(create(new Seen().volume(Demo.PLUTO, seed)).stages())
                .map(Stage::title)
                .containsExactly("fetch the image", "take the place", "clean up", "build", "verify");
        assertThat(destroy(Seen.pair().volume(Demo.PLUTO, seed), Demo.ONE, Demo.TWO)
                        .stages())
                .map(Stage::title)
                .containsExactly("keep other runs off", "clean up", "delete");
    }

    @Test
    void where_there_is_only_a_seed_somebody_may_just_be_making_the_pair() {
        Plan plan = destroy(new Seen().volume(Demo.PLUTO, "lbseed:iso/lbprov_demo_lb-1_1.iso"), Demo.ONE, Demo.TWO);

        assertThat(taking(plan)).isEqualTo("""
                keep other runs off
                  pair
                    make sure that nobody else works on the pair
                """);
        assertThat(titles(plan)).contains("delete stale seed");
    }

    @Test
    void an_empty_place_is_taken_with_the_first_members_vm_before_any_seed_is_there() {
        List<String> titles = create(new Seen()).steps().stream()
                .map(step -> step.title().replaceFirst(" .*", ""))
                .toList();

        assertThat(titles.subList(0, 5)).containsExactly("download", "download", "create", "make", "upload");
    }

    @Test
    void the_second_members_vm_is_begun_beside_the_first_one_and_finished_in_its_own_lane() {
        Plan plan = create(new Seen());

        TakePlace take = Titles.only(plan.steps(), TakePlace.class);
        assertThat(take.title())
                .isEqualTo("create VM 200 on pluto with 2 cores, 2GiB memory, and begin VM 201 on fergus");
        assertThat(plan.steps()).contains(take.others().get(0)).doesNotContain(take.first());
    }

    @Test
    void the_claims_are_the_vms_that_are_to_be_removed_if_somebody_was_faster() {
        LookForOthers look = Titles.only(create(new Seen()).steps(), LookForOthers.class);

        assertThat(look.claims())
                .map(claim -> claim.vm().toString())
                .containsExactly("lb-1 (VM 200 on pluto)", "lb-2 (VM 201 on fergus)");
        assertThat(look.claims()).allMatch(claim -> ((Marker) claim.marker()).state() == Marker.State.BUILDING);
    }

    @Test
    void of_two_claims_all_agree_which_comes_first() {
        Demo demo = new Demo();
        OthersWork one =
                new OthersWork(demo.pair(), new Seen().vm(Seen.Vm.one()).make().vms());
        OthersWork two =
                new OthersWork(demo.pair(), new Seen().vm(Seen.Vm.two()).make().vms());

        assertThat(two.comeAfter(claim(Seen.Vm.one()))).isTrue();
        assertThat(one.comeAfter(claim(Seen.Vm.two()))).isFalse();
        assertThat(one.comeAfter(claim(Seen.Vm.one().id(199)))).isTrue();
        assertThat(one.comeAfter(claim(Seen.Vm.one().id(201)))).isFalse();
    }

    private static VmRef claim(Seen.Vm vm) {
        SeenVm seen = new Seen().vm(vm).make().vms().get(0);
        return new VmRef(seen.node(), seen.id(), new MemberName(seen.name()), java.util.Optional.of("lb"));
    }

    @Test
    void what_changed_since_a_plan_was_made_is_told() {
        Demo demo = new Demo();
        List<SeenVm> planned = new Seen().vm(Seen.Vm.one()).make().vms();
        List<SeenVm> same = new Seen().vm(Seen.Vm.one()).make().vms();
        List<SeenVm> more = Seen.pair().make().vms();

        assertThat(new OthersWork(demo.pair(), same).since(planned)).isEmpty();
        assertThat(new OthersWork(demo.pair(), more)
                        .since(planned)
                        .orElseThrow()
                        .problems())
                .map(problem -> problem.line())
                .containsExactly("someone else has worked on lb-2 since this was planned;"
                        + " VM 201 (lb-2) on fergus is ready by now;"
                        + " try: run the command again: it looks at what is there and goes on");
    }
}
