package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.guest.GuestMember;

/** Afterwards the member may take the virtual IPs. Only ever planned behind a proof. */
public record Undrain(VmRef vm) implements Step {
    @Override
    public String title() {
        return "let %s take the virtual IPs".formatted(vm.machine());
    }

    @Override
    public void run(StepContext context) {
        new Wait(context).tell(vm, GuestMember::undrain);
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
