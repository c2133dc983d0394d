package no.fribyte.lbprov.simulator.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.simulator.guest.Hardware;

/** Turns configurations into the hardware that a guest finds. */
public final class Machines {
    private final World world;
    private final VolumeFiles files;

    public Machines(World world, VolumeFiles files) {
        this.world = world;
        this.files = files;
    }

    public List<Hardware> running() {
        return world.vms().stream()
                .filter(Vm::isRunning)
                .flatMap(vm -> of(vm).stream())
                .toList();
    }

    /** The machine as it runs; empty when it is stopped or has no disk to boot from. */
    public Optional<Hardware> of(Vm vm) {
        Optional<Volume> disk = bootDisk(vm);
        if (disk.isEmpty() || vm.poweredOn().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Hardware(
                disk.get().diskId(),
                vm.vmid(),
                vm.node(),
                vm.name(),
                uuid(vm),
                disk.get().image(),
                disk.get().bytes(),
                (int) number(vm, "cores", 1) * (int) number(vm, "sockets", 1),
                number(vm, "memory", 512) << 20,
                vm.option("vmgenid").filter(id -> !id.equals("0")),
                nics(vm),
                cdrom(vm),
                vm.agentEnabled(),
                vm.poweredOn().get()));
    }

    private Optional<Volume> bootDisk(Vm vm) {
        List<String> order = vm.option("boot")
                .map(PropertyString::parse)
                .map(boot -> boot.first().replaceFirst("^order=", ""))
                .map(devices -> List.of(devices.split(";")))
                .orElse(List.of());
        return Stream.concat(order.stream(), vm.config().keySet().stream().filter(Drive::isKey))
                .filter(Drive::isKey)
                .flatMap(key -> vm.option(key).stream())
                .map(Drive::parse)
                .filter(drive -> !drive.isCdrom() && !drive.isEmpty())
                .flatMap(drive -> world.volume(vm.node(), drive.volume()).stream())
                .findFirst();
    }

    private static long number(Vm vm, String key, long otherwise) {
        return vm.option(key)
                .map(text -> Long.parseLong(text.replaceFirst("^current=", "")))
                .orElse(otherwise);
    }

    private static String uuid(Vm vm) {
        return vm.option("smbios1").stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .filter(part -> part.startsWith("uuid="))
                .map(part -> part.substring("uuid=".length()))
                .findFirst()
                .orElse("");
    }

    private static List<Hardware.Nic> nics(Vm vm) {
        List<Hardware.Nic> nics = new ArrayList<>();
        for (Map.Entry<String, String> entry : vm.config().entrySet()) {
            if (entry.getKey().matches("net\\d+")) {
                NetDevice net = NetDevice.parse(entry.getValue());
                nics.add(new Hardware.Nic(net.mac(), net.bridge(), net.tag(), !net.linkDown()));
            }
        }
        return nics;
    }

    private Optional<Path> cdrom(Vm vm) {
        return vm.config().entrySet().stream()
                .filter(entry -> Drive.isKey(entry.getKey()))
                .map(entry -> Drive.parse(entry.getValue()))
                .filter(drive -> drive.isCdrom() && !drive.isEmpty() && !drive.isCloudInit())
                .flatMap(drive -> world.volume(vm.node(), drive.volume()).stream())
                .flatMap(volume -> files.find(volume).stream())
                .findFirst();
    }
}
