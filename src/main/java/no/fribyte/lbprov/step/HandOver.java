package no.fribyte.lbprov.step;

import java.time.Instant;
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
        GuestMember from = context.guest(vm);
        GuestMember to = context.guest(partner);
        if (!(from.tryStatus() instanceof GuestMember.Answer.Status)) {
            context.warn(Problem.warning("%s does not answer, so it cannot be drained".formatted(vm))
                    .because("the virtual IPs move when it is stopped; open connections are cut then"));
            return;
        }
        from.drain();
        Instant deadline = context.now().plus(context.limits().handOver());
        while (!to.status().holds() || stillHolds(from)) {
            if (context.now().isAfter(deadline)) {
                from.undrain();
                throw stuck(context);
            }
            context.progress("waiting for the virtual IPs to move");
            context.pause(context.limits().poll());
        }
    }

    private static boolean stillHolds(GuestMember from) {
        return from.tryStatus() instanceof GuestMember.Answer.Status answer
                && answer.status().holdsAny();
    }

    private LbprovException stuck(StepContext context) {
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("the virtual IPs did not move to %s".formatted(partner.member()))
                        .because("%d s after the drain it does not hold all of them alone"
                                .formatted(context.limits().handOver().toSeconds()))
                        .hint("lbprov status shows what each member says; the drain was taken back"));
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
