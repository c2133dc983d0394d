package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.guest.GuestMember;

/** Afterwards the guest keeps no copy of the seed, which holds secrets. */
public record WipeSeed(VmRef vm) implements Step {
    @Override
    public String title() {
        return "wipe cloud-init's copies of the seed in %s".formatted(vm.machine());
    }

    @Override
    public void run(StepContext context) {
        new Wait(context).tell(vm, GuestMember::wipeSeed);
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
