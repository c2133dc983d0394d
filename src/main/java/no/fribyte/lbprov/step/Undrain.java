package no.fribyte.lbprov.step;

import java.util.List;

/** Afterwards the member may take the virtual IPs. Only ever planned behind a proof. */
public record Undrain(VmRef vm) implements Step {
    @Override
    public String title() {
        return "let %s take the virtual IPs".formatted(vm);
    }

    @Override
    public void run(StepContext context) {
        context.guest(vm).undrain();
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
