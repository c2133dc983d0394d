package no.fribyte.lbprov.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.Intent;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Stage;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.HandOver;
import no.fribyte.lbprov.step.StopVm;
import no.fribyte.lbprov.step.VmRef;
import no.fribyte.lbprov.step.WipeSeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanViewTest {
    private final Screen screen = Screen.plain();

    private static Plan empty(Intent intent) {
        return new Plan(intent, "demo", List.of(), List.of(), List.of());
    }

    @Test
    void a_plan_is_shown_stage_by_stage_with_what_undoes_it() {
        new PlanView(screen.terminal).show(ViewPlans.rebuild(), Optional.of("lb-1"));

        assertThat(screen.out()).isEqualTo("""
                Plan: rebuild lb-1 of the pair demo

                the partner proves that it serves  (the virtual IP moves to lb-2)
                  lb-2
                    + drain lb-1

                build  (the pair has one member until this is done)
                  lb-1
                    + create VM 202 on pluto
                    + start VM 202 on pluto
                    if any of this fails:
                    - delete seed lbseed:iso/seed.iso on pluto
                  lb-2
                    + nothing much

                4 steps
                """);
        assertThat(screen.err()).isEqualTo("""
                Warning: the old VM is deleted first
                  why: the profile fixes the VMID
                """);
    }

    @Test
    void a_plan_that_is_about_to_run_is_progress_and_not_the_result() {
        new PlanView(screen.terminal).announce(ViewPlans.rebuild(), Optional.of("lb-1"));

        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).startsWith("Plan: rebuild").contains("4 steps\nWarning: the old VM");
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE,  Nothing to do: the pair demo is as it should be.",
        "REBUILD, Nothing to do: the pair demo is as it should be.",
        "DESTROY, Nothing to do: there is nothing of the pair demo."
    })
    void an_empty_plan_says_so(Intent intent, String text) {
        new PlanView(screen.terminal).show(empty(intent), Optional.empty());

        assertThat(screen.out()).isEqualTo(text + "\n");
    }

    @Test
    void notes_are_shown_with_an_empty_plan_too() {
        Plan plan = new Plan(Intent.CREATE, "demo", List.of(), List.of(Problem.warning("older files")), List.of());

        new PlanView(screen.terminal).show(plan, Optional.empty());

        assertThat(screen.err()).isEqualTo("Warning: older files\n");
    }

    @Test
    void what_ends_or_goes_is_red_and_what_changes_is_yellow() {
        VmRef vm = new VmRef(new NodeName("pluto"), new VmId(200), new MemberName("lb-1"), Optional.empty());
        VmRef partner = new VmRef(new NodeName("fergus"), new VmId(201), new MemberName("lb-2"), Optional.empty());
        Lane lane = Lane.of("lb-1", List.of(new StopVm(vm), new WipeSeed(vm), new HandOver(vm, partner)));
        Stage stage = new Stage("delete", "nobody notices", List.of(lane));
        Plan plan = new Plan(Intent.DESTROY, "demo", List.of(stage), List.of(), List.of());
        Screen coloured = Screen.coloured();

        new PlanView(coloured.terminal).show(plan, Optional.empty());

        assertThat(coloured.out())
                .contains("Plan: destroy the pair demo")
                .contains(
                        "\u001b[31m-\u001b[0m stop VM 200",
                        "\u001b[31m-\u001b[0m wipe ",
                        "\u001b[33m~\u001b[0m drain ");
    }

    @Test
    void colour_changes_nothing_but_the_colour() {
        Screen coloured = Screen.coloured();
        new PlanView(screen.terminal).show(ViewPlans.rebuild(), Optional.of("lb-1"));
        new PlanView(coloured.terminal).show(ViewPlans.rebuild(), Optional.of("lb-1"));

        assertThat(coloured.out()).contains("\u001b[32m+\u001b[0m");
        assertThat(coloured.out().replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(screen.out());
        assertThat(screen.out() + screen.err()).doesNotContain("\u001b");
    }
}
