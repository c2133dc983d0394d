package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.FirstBoot;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.VmApi;

/** Afterwards the first boot is over and went well. A failed one is told with the reason in words. */
public record FollowFirstBoot(VmRef vm) implements Step {
    @Override
    public String title() {
        return "follow the first boot of " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        Wait wait = new Wait(context, context.limits().firstBoot());
        waitForAgent(context, wait);
        Optional<Boolean> overBefore = Optional.empty();
        Optional<FirstBoot> boot = look(context, wait);
        while (boot.filter(seen -> seen.state() == FirstBoot.State.DONE).isEmpty()) {
            if (boot.isPresent() && overBefore.isEmpty()) {
                overBefore = overBefore(wait, boot.get());
            }
            if (overBefore.orElse(false)) {
                return;
            }
            if (wait.isOver()) {
                throw tooLong(context, wait, boot);
            }
            wait.pause("first boot: " + boot.map(FirstBoot::stage).orElseGet(wait::silence));
            boot = look(context, wait);
        }
        complaints(boot.get()).forEach(context::warn);
    }

    private void waitForAgent(StepContext context, Wait wait) {
        while (!wait.ask(vm, GuestMember::answers).orElse(false)) {
            requireRunning(context);
            if (wait.isSilent() && wait.isOver()) {
                throw problems().mute(wait.silence());
            }
            if (!wait.isSilent() && wait.elapsed().compareTo(context.limits().agent()) > 0) {
                throw problems().silent(wait.elapsed());
            }
            wait.pause("first boot: no guest agent yet (%d s)"
                    .formatted(wait.elapsed().toSeconds()));
        }
    }

    private Optional<FirstBoot> look(StepContext context, Wait wait) {
        Optional<FirstBoot> boot = wait.ask(vm, GuestMember::firstBoot);
        if (boot.isEmpty()) {
            requireRunning(context);
        }
        if (boot.filter(seen -> seen.state() == FirstBoot.State.FAILED).isPresent()) {
            throw problems().failed(context.guest(vm), boot.get());
        }
        return boot;
    }

    /** Waiting does not bring back one that has stopped. A node that does not answer may still do so. */
    private void requireRunning(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        Optional<Boolean> running =
                context.guest(vm).attempt(guest -> StartVm.isRunning(api)).value();
        if (running.filter(runs -> !runs).isPresent()) {
            throw problems().stopped();
        }
    }

    /** Nothing is under /run when it has just begun, and also when the guest was restarted since: only the guest knows. */
    private Optional<Boolean> overBefore(Wait wait, FirstBoot boot) {
        return boot.stage().equals(FirstBoot.CLOUD_INIT)
                ? wait.ask(
                        vm,
                        guest -> guest.askStatus() instanceof GuestMember.Answer.Status answer
                                && answer.status().cloudInitDisabled())
                : Optional.of(false);
    }

    private LbprovException tooLong(StepContext context, Wait wait, Optional<FirstBoot> boot) {
        return wait.isSilent() || boot.isEmpty()
                ? problems().mute(wait.silence())
                : problems().slow(context.limits().firstBoot(), boot.get().stage());
    }

    private BootProblems problems() {
        return new BootProblems(vm);
    }

    /** cloud-init may complain of something that does not matter; the member's own checks decide. */
    private List<Problem> complaints(FirstBoot boot) {
        return boot.cloudInitErrors().stream()
                .map(error -> Problem.warning("cloud-init of %s complains".formatted(vm.member()))
                        .because(error))
                .toList();
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
