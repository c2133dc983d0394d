package no.fribyte.lbprov.simulator.world;

import java.util.Optional;

/** The worker of an asynchronous configuration change. */
public record ConfigureVm(ConfigEdit edit) implements Work {
    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(edit.vmid());
    }

    @Override
    public void run(Effects effects) {
        effects.unlockedVm(edit.node(), edit.vmid());
        edit.apply(effects);
    }
}
