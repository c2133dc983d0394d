package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Afterwards nothing on the disk tells that it was booted: what is cloned from it begins as the cloud image did. */
public record CleanImage(VmRef vm) implements Step {
    public CleanImage {
        requireNonNull(vm, "vm");
    }

    @Override
    public String title() {
        return "clean " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        new Wait(context).tell(vm, guest -> guest.image().clean());
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
