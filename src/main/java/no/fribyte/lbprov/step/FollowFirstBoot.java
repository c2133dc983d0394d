package no.fribyte.lbprov.step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.FirstBoot;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.problem.Problem;

/** Afterwards the first boot is over and went well. A failed one is told with the reason in words. */
public record FollowFirstBoot(VmRef vm) implements Step {
    @Override
    public String title() {
        return "follow the first boot of " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        GuestMember guest = context.guest(vm);
        BootProblems problems = new BootProblems(vm);
        Instant started = context.now();
        waitForAgent(context, guest, problems);
        boolean asked = false;
        while (true) {
            Optional<FirstBoot> look = guest.firstBoot();
            if (look.isPresent() && isOver(guest, problems, look.get(), !asked)) {
                complaints(look.get()).forEach(context::warn);
                return;
            }
            asked |= look.isPresent();
            String stage = look.map(FirstBoot::stage).orElse("the guest agent is silent for a moment");
            if (elapsed(context, started).compareTo(context.limits().firstBoot()) > 0) {
                throw problems.slow(context.limits().firstBoot(), stage);
            }
            context.progress("first boot: " + stage);
            context.pause(context.limits().poll());
            if (look.isEmpty()) {
                // a busy guest, or one that was switched off
                waitForAgent(context, guest, problems);
            }
        }
    }

    private static boolean isOver(GuestMember guest, BootProblems problems, FirstBoot boot, boolean first) {
        if (boot.state() == FirstBoot.State.FAILED) {
            throw problems.failed(guest, boot);
        }
        // nothing under /run: either it has just begun, or the guest was restarted since
        boolean restarted = first && boot.stage().equals(FirstBoot.CLOUD_INIT) && hasBooted(guest);
        return boot.state() == FirstBoot.State.DONE || restarted;
    }

    private void waitForAgent(StepContext context, GuestMember guest, BootProblems problems) {
        Instant started = context.now();
        while (!guest.answers()) {
            if (!StartVm.isRunning(context.node(vm.node()).vm(vm.id()))) {
                throw problems.stopped();
            }
            Duration waited = elapsed(context, started);
            if (waited.compareTo(context.limits().agent()) > 0) {
                throw problems.silent(waited);
            }
            context.progress("first boot: no guest agent yet (%d s)".formatted(waited.toSeconds()));
            context.pause(context.limits().poll());
        }
    }

    private static boolean hasBooted(GuestMember guest) {
        return guest.tryStatus() instanceof GuestMember.Answer.Status answer
                && answer.status().cloudInitDisabled();
    }

    /** cloud-init may complain of something that does not matter; the member's own checks decide. */
    private List<Problem> complaints(FirstBoot boot) {
        return boot.cloudInitErrors().stream()
                .map(error -> Problem.warning("cloud-init of %s complains".formatted(vm.member()))
                        .because(error))
                .toList();
    }

    private static Duration elapsed(StepContext context, Instant started) {
        return Duration.between(started, context.now());
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
