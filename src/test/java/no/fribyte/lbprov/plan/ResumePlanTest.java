package no.fribyte.lbprov.plan;

import static no.fribyte.lbprov.plan.Titles.refusal;
import static no.fribyte.lbprov.plan.Titles.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.guest.Statuses;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.step.MarkReady;
import no.fribyte.lbprov.step.ProveMember;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.VerifyPair;
import org.junit.jupiter.api.Test;

/** What {@code create} does where an earlier run, or the pair itself, left something unfinished. */
class ResumePlanTest {
    private static final Set<MemberName> BOTH = Set.of(Demo.ONE, Demo.TWO);
    private static final String VERIFY = """
            verify
              pair
                verify that exactly one member holds the virtual IPs, and all is healthy
            """;
    private static final String REMADE = """
            build
              lb-1
                stop VM 200 on pluto
                delete VM 200 on pluto and its disk
                delete seed lbseed:iso/lbprov_demo_lb-1_1.iso on pluto
                download ubuntu-24.04-abababababababab.qcow2 to local on pluto
                create VM 200 on pluto with 2 cores, 2GiB memory
                upload seed lbprov_demo_lb-1_2.iso to lbseed on pluto
                put the seed into VM 200 on pluto
            """;
    private static final String FOLLOWED = """
            build
              lb-1
                follow the first boot of VM 200 on pluto
                prove that VM 200 on pluto can serve
                disable cloud-init in VM 200 on pluto
            """;
    private static final String MARKED = """
            build
              lb-1
                prove that VM 200 on pluto can serve
                let VM 200 on pluto take the virtual IPs
                mark VM 200 on pluto as ready
            """ + VERIFY;

    private static Plan create(Demo demo, Seen seen) {
        return new Planner(demo.desired(), seen.make()).create(BOTH);
    }

    private static Plan create(Seen seen) {
        return create(new Demo(), seen);
    }

    private static <S extends Step> S only(Plan plan, Class<S> kind) {
        return Titles.only(plan.steps(), kind);
    }

    /** Where the check at the end will look for the first member. */
    private static VerifyPair.Part verified(Plan plan) {
        return only(plan, VerifyPair.class).parts().stream()
                .filter(part -> part.vm().member().equals(Demo.ONE))
                .findFirst()
                .orElseThrow();
    }

    private static Seen.Vm building() {
        return Seen.Vm.one().is(Marker.State.BUILDING).lease(Demo.LEASE);
    }

    private static Seen.Vm successor() {
        return Seen.Vm.one().id(202).incarnation(2);
    }

    private static Seen withTwo(Seen.Vm... vms) {
        Seen seen = new Seen().vm(Seen.Vm.two());
        for (Seen.Vm vm : vms) {
            seen.vm(vm);
        }
        return seen;
    }

    @Test
    void a_ready_member_that_is_stopped_is_started_proved_and_let_near_the_addresses() {
        assertThat(titles(create(withTwo(Seen.Vm.one().stopped())))).isEqualTo("""
                build
                  lb-1
                    start VM 200 on pluto
                    prove that VM 200 on pluto can serve
                    let VM 200 on pluto take the virtual IPs
                """ + VERIFY);
    }

    @Test
    void a_ready_member_that_a_run_left_drained_is_proved_and_let_near_the_addresses() {
        Plan plan = create(new Seen()
                .vm(Seen.Vm.one())
                .vm(Seen.Vm.two())
                .says(Statuses.of("lb-1").drained())
                .says(Statuses.of("lb-2").holding()));

        assertThat(titles(plan)).isEqualTo("""
                build
                  lb-1
                    prove that VM 200 on pluto can serve
                    let VM 200 on pluto take the virtual IPs
                """ + VERIFY);
        assertThat(only(plan, ProveMember.class).beginning()).isEqualTo(ProveMember.Beginning.SERVING);
    }

    @Test
    void a_member_that_only_lacks_its_mark_has_proved_itself() {
        Plan plan = create(withTwo(building()).says(Statuses.of("lb-1")));

        assertThat(titles(plan)).isEqualTo(MARKED);
        assertThat(only(plan, ProveMember.class).beginning()).isEqualTo(ProveMember.Beginning.SERVING);
        assertThat(only(plan, MarkReady.class).marker())
                .isEqualTo(Seen.Vm.one().marker().with(Optional.empty()));
    }

    @Test
    void a_member_that_only_lacks_its_mark_is_held_against_what_it_was_made_of() {
        Seen seen = withTwo(building()).says(Statuses.of("lb-1"));

        Plan plan = create(new Demo().hash("new").version("0.3.0").oneOn(Demo.FERGUS), seen);

        assertThat(titles(plan)).isEqualTo(MARKED);
        assertThat(only(plan, ProveMember.class).expectation().hash()).isEqualTo(Statuses.HASH);
        assertThat(only(plan, MarkReady.class).marker().hash()).isEqualTo(Statuses.HASH);
        assertThat(verified(plan).expectation().hash()).isEqualTo(Statuses.HASH);
        assertThat(verified(plan).vm()).isEqualTo(only(plan, MarkReady.class).vm());
    }

    @Test
    void a_member_that_is_drained_or_has_its_seed_ahead_has_not_proved_itself() {
        assertThat(titles(create(withTwo(building()).says(Statuses.of("lb-1").drained()))))
                .startsWith(FOLLOWED);
        assertThat(titles(create(withTwo(building()).says(Statuses.of("lb-1").cloudInitEnabled()))))
                .startsWith(FOLLOWED);
        assertThat(titles(create(withTwo(building()).silent(Demo.ONE, "the guest agent does not answer"))))
                .startsWith(FOLLOWED);
    }

    @Test
    void a_member_whose_first_boot_failed_is_made_anew_of_the_same_files() {
        Plan plan = create(withTwo(building()).failedBoot(200));

        assertThat(titles(plan)).startsWith(REMADE);
        assertThat(only(plan, MarkReady.class).marker().incarnation()).isEqualTo(2);
        assertThat(verified(plan).vm()).isEqualTo(only(plan, MarkReady.class).vm());
        assertThat(titles(create(withTwo(building()).failedBoot(201)))).startsWith(FOLLOWED);
    }

    @Test
    void a_member_begun_with_other_hardware_is_made_anew() {
        Plan plan = create(new Demo().recipe("more memory"), withTwo(building()));

        assertThat(titles(plan)).startsWith(REMADE);
        assertThat(only(plan, MarkReady.class).marker().recipe()).isEqualTo("more memory");
        assertThat(only(plan, MarkReady.class).marker().hash()).isEqualTo(Statuses.HASH);
        assertThat(titles(create(new Demo().recipe("same"), withTwo(building().recipe("same")))))
                .startsWith(FOLLOWED);
    }

    @Test
    void a_ready_member_with_other_hardware_is_told_and_left() {
        Plan plan = create(new Demo().recipe("more memory"), Seen.pair());

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes())
                .map(Titles::line)
                .containsExactly(
                        "lb-1 runs generation 4, and the profile asks for something else by now\n",
                        "lb-2 runs generation 4, and the profile asks for something else by now\n");
    }

    @Test
    void a_new_member_beside_one_that_holds_the_addresses_must_hear_it() {
        Plan beside = create(
                new Seen().vm(Seen.Vm.two()).says(Statuses.of("lb-2").holding()).free(202));
        Plan alone =
                create(new Seen().vm(Seen.Vm.two()).says(Statuses.of("lb-2")).free(202));

        assertThat(only(beside, ProveMember.class).beginning()).isEqualTo(ProveMember.Beginning.BESIDE_PARTNER);
        assertThat(only(alone, ProveMember.class).beginning()).isEqualTo(ProveMember.Beginning.FIRST);
    }

    @Test
    void members_that_are_made_side_by_side_have_no_partner_to_hear() {
        assertThat(create(new Seen()).steps())
                .filteredOn(ProveMember.class::isInstance)
                .map(step -> ((ProveMember) step).beginning())
                .containsExactly(ProveMember.Beginning.FIRST, ProveMember.Beginning.FIRST);
    }

    @Test
    void a_pair_that_lacks_nothing_but_is_not_well_is_looked_at_until_it_is() {
        Seen pair = new Seen().vm(Seen.Vm.one()).vm(Seen.Vm.two());

        assertThat(titles(create(pair.says(Statuses.of("lb-1")).says(Statuses.of("lb-2")))))
                .as("nobody holds the addresses")
                .isEqualTo(VERIFY);
        assertThat(titles(create(Seen.pair().says(Statuses.of("lb-2").withoutHaproxy()))))
                .isEqualTo(VERIFY);
        assertThat(titles(create(Seen.pair().silent(Demo.TWO, "the guest agent does not answer"))))
                .isEqualTo(VERIFY);
        assertThat(only(create(Seen.pair().silent(Demo.TWO, "no answer")), VerifyPair.class)
                        .parts())
                .hasSize(2);
    }

    @Test
    void a_member_that_was_not_asked_makes_no_pair_unwell() {
        assertThat(create(new Seen().vm(Seen.Vm.one()).vm(Seen.Vm.two()).says(Statuses.of("lb-1")))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void a_successor_that_is_ready_lets_the_old_vm_go() {
        Seen serving = withTwo(Seen.Vm.one().is(Marker.State.RETIRED).stopped(), successor())
                .says(Statuses.of("lb-1"));
        Plan plan = create(serving);

        assertThat(titles(plan)).isEqualTo("""
                build
                  lb-1
                    delete VM 200 on pluto and its disk
                """ + VERIFY);
        assertThat(verified(plan).vm().id()).hasToString("202");
    }

    @Test
    void an_old_vm_with_something_of_somebody_elses_is_not_deleted() {
        assertThat(refusal(() -> create(
                        withTwo(Seen.Vm.one().is(Marker.State.RETIRED).stopped().snapshot("keep"), successor())
                                .says(Statuses.of("lb-1")))))
                .isEqualTo("lb-1 (VM 200 on pluto) has snapshots that lbprov did not make; keep\n");
    }

    @Test
    void a_rebuild_that_is_not_all_done_is_for_rebuild_to_finish() {
        String begun = "a rebuild of lb-1 was begun and not finished;"
                + " there are VM 200 (lb-1) on pluto and VM 202 (lb-1) on pluto\n";
        Seen.Vm building = successor().is(Marker.State.BUILDING);

        assertThat(refusal(() ->
                        create(withTwo(Seen.Vm.one().is(Marker.State.RETIRED).stopped(), building))))
                .as("the successor is not ready")
                .isEqualTo(begun);
        assertThat(refusal(() ->
                        create(withTwo(Seen.Vm.one().is(Marker.State.RETIRED).stopped(), successor()))))
                .as("the successor does not say that it serves")
                .isEqualTo(begun);
        assertThat(refusal(() -> create(withTwo(Seen.Vm.one().is(Marker.State.RETIRED), successor()))))
                .as("the old VM runs")
                .isEqualTo(begun);
        assertThat(refusal(() -> create(withTwo(Seen.Vm.one().stopped(), successor()))))
                .as("the old VM is not retired")
                .isEqualTo(begun);
        assertThat(refusal(() -> create(withTwo(Seen.Vm.one(), building.stopped()))))
                .as("nothing but the successor was made")
                .isEqualTo(begun);
    }

    @Test
    void the_refusal_names_the_command_that_finishes_a_rebuild() {
        Seen seen = withTwo(
                Seen.Vm.one().is(Marker.State.RETIRED).stopped(), successor().is(Marker.State.BUILDING));

        LbprovException refused = catchThrowableOfType(LbprovException.class, () -> create(seen));

        assertThat(refused.status()).isEqualTo(ExitStatus.PROXMOX);
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.problems().get(0).attempt()).contains("lbprov rebuild demo lb-1 finishes it");
    }

    @Test
    void a_look_at_an_unwell_pair_needs_no_quorum() {
        Seen unwell =
                Seen.pair().silent(Demo.TWO, "the guest agent does not answer").withoutQuorum();

        assertThat(titles(create(unwell))).isEqualTo(VERIFY);
    }
}
