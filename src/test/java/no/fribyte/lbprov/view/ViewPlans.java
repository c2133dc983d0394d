package no.fribyte.lbprov.view;

import java.util.List;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.plan.Intent;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Stage;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.DeleteVolume;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StepContext;

/** Plans of steps that are little but their titles. */
final class ViewPlans {
    private ViewPlans() {}

    record Titled(String title) implements Step {
        @Override
        public void run(StepContext context) {}
    }

    static Plan rebuild() {
        return new Plan(
                Intent.REBUILD,
                "demo",
                List.of(
                        new Stage(
                                "the partner proves that it serves",
                                "the virtual IP moves to lb-2",
                                List.of(Lane.of("lb-2", List.of(new Titled("drain lb-1"))))),
                        new Stage(
                                "build",
                                "the pair has one member until this is done",
                                List.of(
                                        new Lane(
                                                "lb-1",
                                                List.of(
                                                        new Titled("create VM 202 on pluto"),
                                                        new Titled("start VM 202 on pluto")),
                                                List.of(new DeleteVolume(
                                                        new NodeName("pluto"), "lbseed:iso/seed.iso", "seed"))),
                                        Lane.of("lb-2", List.of(new Titled("nothing much")))))),
                List.of(Problem.warning("the old VM is deleted first").because("the profile fixes the VMID")),
                List.of("the VM 200 is deleted in the end"));
    }
}
