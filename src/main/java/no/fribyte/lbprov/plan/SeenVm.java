package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;

/**
 * A VM as it was observed.
 *
 * @param uuid SMBIOS's
 * @param lock what Proxmox is doing with it, such as {@code backup}
 * @param drives disks and CD-ROMs by device, as the configuration writes them
 */
public record SeenVm(
        NodeName node,
        VmId id,
        String name,
        Optional<UUID> uuid,
        MarkerText.Reading marker,
        boolean running,
        boolean template,
        Optional<String> lock,
        boolean haManaged,
        boolean protection,
        Map<String, String> drives,
        List<String> snapshots) {
    public SeenVm {
        requireNonNull(node, "node");
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(uuid, "uuid");
        requireNonNull(marker, "marker");
        requireNonNull(lock, "lock");
        drives = Map.copyOf(drives);
        snapshots = List.copyOf(snapshots);
    }

    @Override
    public String toString() {
        return "VM %s (%s) on %s".formatted(id, name, node);
    }
}
