package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a guest finds when it is switched on: the virtual machine around it, as the hypervisor built it.
 *
 * @param generationId changes when a VM is copied or brought back to a snapshot; the guest reads it from an ACPI device
 */
public record Hardware(
        String diskId,
        int vmid,
        String node,
        String name,
        String uuid,
        String image,
        long diskBytes,
        int cores,
        long memoryBytes,
        Optional<String> generationId,
        List<Nic> nics,
        Optional<Path> cdrom,
        boolean agentDevice,
        Instant poweredOn) {

    /** A network card; {@code vlan} is 0 without a tag. */
    public record Nic(String mac, String bridge, int vlan, boolean linkUp) {
        public Nic {
            requireNonNull(mac, "mac");
            requireNonNull(bridge, "bridge");
        }

        Segment segment() {
            return new Segment(bridge, vlan);
        }
    }

    /** What is joined on layer 2: the same bridge and VLAN, on whichever node. */
    record Segment(String bridge, int vlan) {}

    public Hardware {
        requireNonNull(diskId, "diskId");
        requireNonNull(node, "node");
        requireNonNull(name, "name");
        requireNonNull(uuid, "uuid");
        requireNonNull(image, "image");
        requireNonNull(generationId, "generationId");
        requireNonNull(cdrom, "cdrom");
        requireNonNull(poweredOn, "poweredOn");
        nics = List.copyOf(nics);
    }
}
