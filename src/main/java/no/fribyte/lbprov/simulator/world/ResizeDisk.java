package no.fribyte.lbprov.simulator.world;

import java.util.Optional;

/** Grows a disk; {@code size} is a new size, or an addition when it begins with a plus. */
public record ResizeDisk(String node, int vmid, String disk, String size) implements Work {
    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(vmid);
    }

    @Override
    public void run(Effects effects) {
        Vm vm = effects.unlockedVm(node, vmid);
        Drive drive =
                Drive.parse(vm.option(disk).orElseThrow(() -> new TaskFailed("disk '" + disk + "' does not exist")));
        Volume volume = effects.world()
                .volume(node, drive.volume())
                .orElseThrow(() -> new TaskFailed("volume '" + drive.volume() + "' does not exist"));
        boolean grows = size.startsWith("+");
        long asked = Size.parse(grows ? size.substring(1) : size).orElseThrow();
        long bytes = grows ? volume.bytes() + asked : asked;
        if (bytes < volume.bytes()) {
            throw new TaskFailed("shrinking disks is not supported");
        }
        effects.guests().grow(volume.diskId(), bytes);
        effects.world().put(volume.withBytes(bytes));
        effects.world()
                .put(vm.with(
                        disk, drive.value().with("size", Size.format(bytes)).toString()));
    }
}
