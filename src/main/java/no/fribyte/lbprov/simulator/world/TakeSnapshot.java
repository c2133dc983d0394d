package no.fribyte.lbprov.simulator.world;

import java.util.Optional;
import java.util.TreeMap;

/** Remembers a VM's configuration and what its disks hold under a name. */
public record TakeSnapshot(String node, int vmid, String name, String description) implements Work {
    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(vmid);
    }

    @Override
    public void run(Effects effects) {
        Vm vm = effects.unlockedVm(node, vmid);
        if (vm.snapshots().containsKey(name)) {
            throw new TaskFailed("snapshot name '" + name + "' already used");
        }
        new Disks(effects, node, vmid).own(vm).forEach(disk -> effects.guests().takeSnapshot(disk.diskId(), name));
        TreeMap<String, Vm.Snapshot> snapshots = new TreeMap<>(vm.snapshots());
        Optional<String> parent = vm.option("parent");
        snapshots.put(name, new Vm.Snapshot(vm.config(), description, effects.now(), parent));
        effects.world().put(vm.withSnapshots(snapshots).with("parent", name));
    }
}
