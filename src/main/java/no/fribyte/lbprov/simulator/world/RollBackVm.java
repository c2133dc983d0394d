package no.fribyte.lbprov.simulator.world;

import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Brings a VM back to a snapshot: its configuration and its disks; a VM that runs is stopped, and stays so. */
public record RollBackVm(String node, int vmid, String name, boolean start) implements Work {
    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(vmid);
    }

    @Override
    public void run(Effects effects) {
        Vm vm = effects.unlockedVm(node, vmid);
        Vm.Snapshot snapshot = Optional.ofNullable(vm.snapshots().get(name))
                .orElseThrow(() -> new TaskFailed("snapshot '" + name + "' does not exist"));
        if (vm.isRunning()) {
            new PowerVm(node, vmid, PowerVm.Change.STOP).run(effects);
        }
        new Disks(effects, node, vmid).own(vm).forEach(disk -> effects.guests().rollBack(disk.diskId(), name));
        TreeMap<String, String> config = new TreeMap<>(snapshot.config());
        config.put("parent", name);
        // so that the guest can know that its past came back
        config.computeIfPresent(
                "vmgenid",
                (key, old) -> new UUID(0x5eed_0000_4000L, effects.world().nextSerial()).toString());
        effects.world().put(effects.vm(node, vmid).withConfig(config));
        if (start) {
            new PowerVm(node, vmid, PowerVm.Change.START).run(effects);
        }
    }
}
