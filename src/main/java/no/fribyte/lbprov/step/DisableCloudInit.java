package no.fribyte.lbprov.step;

import java.util.List;

/** Afterwards cloud-init keeps still at every later boot, with or without the seed. */
public record DisableCloudInit(VmRef vm) implements Step {
    @Override
    public String title() {
        return "disable cloud-init in %s".formatted(vm);
    }

    @Override
    public void run(StepContext context) {
        context.guest(vm).disableCloudInit();
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
