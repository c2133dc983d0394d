package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
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
        Optional<GuestMember.Answer> drained = drain(wait);
        while (isDrainable(drained) && !hasMoved(wait)) {
            if (wait.isOver() && drained.isEmpty() && !wait.isSilent(partner)) {
                notDrained(context, wait.silence(vm));
                return;
            }
            if (wait.isOver()) {
                throw stuck(context, wait);
            }
            wait.pause(wait.isSilent() ? wait.silence() : "waiting for the virtual IPs to move");
            drained = drained.isPresent() ? drained : drain(wait);
        }
        drained.flatMap(GuestMember.Answer::silence).ifPresent(broken -> notDrained(context, broken));
    }

    private static boolean isDrainable(Optional<GuestMember.Answer> drained) {
        return drained.flatMap(GuestMember.Answer::silence).isEmpty();
    }

    /** Empty while it is silent; one that is broken says why it cannot be drained. */
    private Optional<GuestMember.Answer> drain(Wait wait) {
        return wait.ask(vm, from -> {
            GuestMember.Answer asked = from.askStatus();
            if (asked instanceof GuestMember.Answer.Status) {
                from.drain();
            }
            return asked;
        });
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

    private void notDrained(StepContext context, String why) {
        context.warn(Problem.warning("%s does not answer, so it cannot be drained".formatted(vm))
                .because(why + "\nthe virtual IPs move when it is stopped; open connections are cut then"));
    }

    private LbprovException stuck(StepContext context, Wait wait) {
        boolean undrained = context.guest(vm)
                .attempt(from -> {
                    from.undrain();
                    return true;
                })
                .value()
                .isPresent();
        String late = "%d s after the drain it does not hold all of them alone"
                .formatted(context.limits().handOver().toSeconds());
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("the virtual IPs did not move to %s".formatted(partner.member()))
                        .because(wait.isSilent() ? wait.silence() : late)
                        .hint("lbprov status shows what each member says; "
                                + (undrained
                                        ? "the drain was taken back"
                                        : vm.member() + " did not answer and may still be drained")));
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
