package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Afterwards the partner holds every virtual IP, and the member keeps off them. */
public record HandOver(VmRef vm, VmRef partner) implements Step {
    @Override
    public String title() {
        return "drain %s, so that %s holds the virtual IPs".formatted(vm.member(), partner.member());
    }

    @Override
    public void run(StepContext context) {
        Wait wait = new Wait(context, context.limits().handOver());
        boolean drained = drain(wait);
        while (!hasMoved(wait)) {
            if (wait.isOver()) {
                throw stuck(context, wait);
            }
            wait.pause(wait.isSilent() ? wait.silence() : "waiting for the virtual IPs to move");
            drained = drained || drain(wait);
        }
    }

    /** Whether that is done: one that is broken cannot be drained, and one that is silent not yet. */
    private boolean drain(Wait wait) {
        return wait.ask(vm, from -> {
                    if (from.askStatus() instanceof GuestMember.Answer.Status) {
                        from.drain();
                    }
                    return true;
                })
                .isPresent();
    }

    /** One that is silent may be dead: it is enough then that the partner holds them all. */
    private boolean hasMoved(Wait wait) {
        boolean held = wait.ask(partner, to -> to.status().holds()).orElse(false);
        boolean released = wait.ask(
                        vm,
                        from -> !(from.askStatus() instanceof GuestMember.Answer.Status answer
                                && answer.status().holdsAny()))
                .orElse(true);
        return held && released;
    }

    private LbprovException stuck(StepContext context, Wait wait) {
        String late = "%d s after the drain it does not hold all of them alone"
                .formatted(context.limits().handOver().toSeconds());
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("the virtual IPs did not move to %s".formatted(partner.member()))
                        .because(wait.isSilent() ? wait.silence() : late)
                        .hint("lbprov status shows what each member says; nothing else was changed"));
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
