package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Form;

/**
 * Afterwards the old VM is the member again, as it was before the rebuild.
 *
 * @param start whether it ran then
 */
public record Restore(VmRef vm, Marker marker, boolean start) implements Step {
    @Override
    public String title() {
        return start
                ? "bring %s back into service".formatted(vm.machine())
                : "keep %s as it was".formatted(vm.machine());
    }

    @Override
    public void run(StepContext context) {
        // one that was half made never proved itself: it stays drained
        boolean ready = marker.state() == Marker.State.READY;
        Markers.write(context, vm, marker, Form.empty().with("onboot", ready));
        if (start) {
            if (!StartVm.isRunning(context.node(vm.node()).vm(vm.id()))) {
                new StartVm(vm).run(context);
            }
            if (ready) {
                undrain(context);
            }
        }
    }

    private void undrain(StepContext context) {
        Wait wait = new Wait(context, context.limits().agent());
        while (!wait.ask(vm, Restore::undrained).orElse(false)) {
            if (wait.isOver()) {
                Problem problem = Problem.error("%s runs again, but its guest agent does not answer".formatted(vm))
                        .hint("lbprov status shows whether it serves");
                throw new LbprovException(
                        ExitStatus.STEP_FAILED, wait.isSilent() ? problem.because(wait.silence()) : problem);
            }
            wait.pause("waiting for its guest agent");
        }
    }

    private static boolean undrained(GuestMember guest) {
        boolean answers = guest.answers();
        if (answers) {
            guest.undrain();
        }
        return answers;
    }

    @Override
    public List<Right> rights() {
        return new StartVm(vm).rights();
    }
}
