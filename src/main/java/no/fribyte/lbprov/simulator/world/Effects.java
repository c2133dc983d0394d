package no.fribyte.lbprov.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.simulator.guest.Guests;

/**
 * What a piece of work may touch, and what it has to say.
 *
 * @param now when the work takes effect: for a task, when it was due
 */
public record Effects(
        World world, VolumeFiles files, Guests guests, Instant now, List<String> log, List<String> warnings) {

    public static Effects on(World world, VolumeFiles files, Guests guests, Instant now) {
        return new Effects(world, files, guests, now, new ArrayList<>(), new ArrayList<>());
    }

    void say(String line) {
        log.add(line);
    }

    void warn(String line) {
        log.add("WARN: " + line);
        warnings.add(line);
    }

    /** The VM, or the error of a node that does not have it. */
    public Vm vm(String node, int vmid) {
        return world.vm(vmid)
                .filter(vm -> vm.node().equals(node))
                .orElseThrow(() -> new TaskFailed(
                        "Configuration file 'nodes/%s/qemu-server/%d.conf' does not exist".formatted(node, vmid)));
    }

    /** The VM, if no lock stands in its configuration. */
    public Vm unlockedVm(String node, int vmid) {
        Vm vm = vm(node, vmid);
        vm.lock().ifPresent(lock -> {
            throw new TaskFailed("VM is locked (" + lock + ")");
        });
        return vm;
    }
}
