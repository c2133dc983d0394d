package no.fribyte.lbprov.lab;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.Agent;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.guest.Guests;
import no.fribyte.lbprov.simulator.guest.Hardware;

/**
 * Real machines: a QEMU process each, on a network of its own. All there is to know of them lies in one directory, so that
 * they outlive the process that started them, and another finds them there.
 */
public final class LabMachines implements Guests {
    private static final String LOCAL = "https://localhost/";

    private final Place place;
    private final DiskImages disks;
    private final Locks locks;
    private final LabNetwork network;
    private final LabNodes nodes;
    private final Power power;

    /**
     * The lab in a directory, which is made if there is none.
     *
     * @param directory readable for its owner only
     */
    public LabMachines(Path directory) {
        place = Place.in(directory);
        locks = new Locks(place);
        disks = new DiskImages(place, locks);
        network = new LabNetwork(place, locks);
        nodes = new LabNodes(place, locks, network);
        power = new Power(place, locks, network, nodes, new AcceleratorChoice(place)::accelerator);
    }

    public LabNetwork network() {
        return network;
    }

    public Outside outside() {
        return new Outside(place, locks, network);
    }

    public LabNodes nodes() {
        return nodes;
    }

    /** What runs the guests' instructions on this host. */
    public String accelerator() {
        return new AcceleratorChoice(place).accelerator().name();
    }

    /**
     * A machine that was switched on since its disk was made.
     *
     * @param console the log of its serial console
     */
    public record Machine(int vmid, String node, boolean on, Path console) {}

    /** All of them, by their VMIDs. */
    public List<Machine> machines() {
        return MachineFile.all(place).stream()
                .map(file -> new Machine(file.vmid(), file.node(), power.isOn(file.diskId()), place.log(file.diskId())))
                .sorted(Comparator.comparing(Machine::vmid))
                .toList();
    }

    /** What the machine with a disk wrote to its serial console, since the disk was made. */
    public Path consoleLog(String diskId) {
        return place.log(diskId);
    }

    /** A URL of {@code https://localhost/} means a file of this machine: the lab downloads nothing. */
    @Override
    public Optional<Path> fetch(String url) {
        return url.startsWith(LOCAL)
                ? Optional.of(Path.of(URI.create(url).getPath())).filter(Files::isRegularFile)
                : Optional.empty();
    }

    /** What {@link #fetch} finds a file by. */
    public static String url(Path file) {
        try {
            return new URI(
                            "https",
                            "localhost",
                            file.toAbsolutePath().normalize().toString(),
                            null)
                    .toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public boolean reaches(String node) {
        return nodes.state(node) == NodeState.UP;
    }

    @Override
    public void make(String diskId, Content content, long bytes) {
        if (content instanceof Content.Image image) {
            Path file = image.file()
                    .orElseThrow(() -> GuestException.byNode("the image '" + image.name() + "' has no bytes here"));
            disks.over(diskId, file, bytes);
        } else if (content instanceof Content.Copy copy) {
            disks.copy(diskId, copy.diskId(), bytes);
        } else {
            disks.blank(diskId, bytes);
        }
    }

    @Override
    public void grow(String diskId, long bytes) {
        if (!power.isOn(diskId)) {
            disks.grow(diskId, bytes);
        } else if (bytes > disks.facts(disks.existing(diskId)).bytes()) {
            power.command(diskId, "block_resize", Map.of("device", Arguments.DISK, "size", bytes));
        }
    }

    @Override
    public void wipe(String diskId) {
        power.process(diskId).kill();
        disks.wipe(diskId);
        place.forget(diskId);
    }

    /** One of that name that is there is of a process that died before it could tell; the world does not know it. */
    @Override
    public void takeSnapshot(String diskId, String name) {
        deleteSnapshot(diskId, name);
        if (power.isOn(diskId)) {
            power.command(diskId, "blockdev-snapshot-internal-sync", Map.of("device", Arguments.DISK, "name", name));
        } else {
            disks.snapshot(diskId, "-c", name);
        }
    }

    @Override
    public void rollBack(String diskId, String name) {
        disks.snapshot(diskId, "-a", name);
    }

    @Override
    public void deleteSnapshot(String diskId, String name) {
        if (!disks.hasSnapshot(diskId, name)) {
            return;
        }
        if (power.isOn(diskId)) {
            power.command(
                    diskId, "blockdev-snapshot-delete-internal-sync", Map.of("device", Arguments.DISK, "name", name));
        } else {
            disks.snapshot(diskId, "-d", name);
        }
    }

    @Override
    public void powerOn(Hardware hardware) {
        power.on(hardware);
    }

    @Override
    public void powerOff(Hardware hardware) {
        power.off(hardware);
    }

    @Override
    public void reset(Hardware hardware) {
        power.reset(hardware);
    }

    @Override
    public boolean shutDown(Hardware hardware) {
        return power.shutDown(hardware);
    }

    @Override
    public void change(Hardware hardware) {
        power.change(hardware);
    }

    @Override
    public boolean isOn(Hardware hardware) {
        return power.isOn(hardware.diskId());
    }

    @Override
    public Agent agent(Hardware hardware) {
        return new LabAgent(place, locks, hardware.diskId(), hardware.vmid());
    }

    /** Ends every machine, and removes the network and all files. */
    public void remove() {
        MachineFile.all(place).forEach(machine -> machine.process(place).kill());
        if (Files.isDirectory(place.run())) {
            outside().remove();
        }
        network.remove();
        Place.deleteAll(place.run());
        Place.deleteAll(place.directory());
    }
}
