package no.fribyte.lbprov.simulator.world;

import java.util.Optional;
import java.util.TreeMap;

/** Forgets a snapshot. */
public record DeleteSnapshot(String node, int vmid, String name) implements Work {
    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(vmid);
    }

    @Override
    public void run(Effects effects) {
        Vm vm = effects.unlockedVm(node, vmid);
        TreeMap<String, Vm.Snapshot> snapshots = new TreeMap<>(vm.snapshots());
        Vm.Snapshot gone = snapshots.remove(name);
        if (gone == null) {
            throw new TaskFailed("snapshot '" + name + "' does not exist");
        }
        new Disks(effects, node, vmid).own(vm).forEach(disk -> effects.guests().deleteSnapshot(disk.diskId(), name));
        Vm changed = vm.withSnapshots(snapshots);
        if (vm.option("parent").filter(name::equals).isPresent()) {
            changed = gone.parent().isPresent()
                    ? changed.with("parent", gone.parent().get())
                    : changed.without("parent");
        }
        effects.world().put(changed);
    }
}
