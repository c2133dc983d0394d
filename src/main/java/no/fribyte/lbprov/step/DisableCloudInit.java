package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.guest.GuestMember;

/** Afterwards cloud-init keeps still at every later boot, with or without the seed. */
public record DisableCloudInit(VmRef vm) implements Step {
    @Override
    public String title() {
        return "disable cloud-init in %s".formatted(vm.machine());
    }

    @Override
    public void run(StepContext context) {
        new Wait(context).tell(vm, GuestMember::disableCloudInit);
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
