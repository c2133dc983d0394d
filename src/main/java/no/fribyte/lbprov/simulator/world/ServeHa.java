package no.fribyte.lbprov.simulator.world;

import java.util.Optional;

/** What the cluster's resource manager does about a wish; the wish is the configured state from then on. */
public record ServeHa(String node, int vmid, String state) implements Work {
    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(vmid);
    }

    @Override
    public void run(Effects effects) {
        Optional<HaResource> resource = effects.world().ha(vmid);
        if (resource.isEmpty()) {
            return;
        }
        HaResource wished = resource.get().withState(state);
        effects.world().put(wished);
        boolean runs = effects.vm(node, vmid).isRunning();
        if (wished.isManaged() && runs != wished.wantsToRun()) {
            PowerVm.Change change = runs ? PowerVm.Change.STOP : PowerVm.Change.START;
            new PowerVm(node, vmid, change).run(effects);
        }
    }
}
