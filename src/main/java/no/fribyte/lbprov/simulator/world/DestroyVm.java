package no.fribyte.lbprov.simulator.world;

import java.util.Optional;

/** Removes a VM with its disks, its ACL entries and its place in a pool; ISO files stay. */
public record DestroyVm(String node, int vmid, boolean unreferencedDisks) implements Work {
    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(vmid);
    }

    @Override
    public void run(Effects effects) {
        Vm vm = effects.unlockedVm(node, vmid);
        if (vm.isRunning()) {
            throw new TaskFailed("VM " + vmid + " is running - destroy failed");
        }
        Disks disks = new Disks(effects, node, vmid);
        disks.own(vm).forEach(disks::destroy);
        if (unreferencedDisks) {
            effects.world().volumes().stream()
                    .filter(volume -> volume.node().isEmpty() || volume.node().equals(node))
                    .filter(volume ->
                            volume.vmid().filter(owner -> owner == vmid).isPresent())
                    .forEach(disks::destroy);
        }
        effects.world().forgetAccess(vmid);
        effects.world().forgetHa(vmid);
        effects.world().removeVm(vmid);
    }
}
