package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.step.BridgePort;

/**
 * A node as it was observed.
 *
 * @param version of a node that a member lives on, or will
 * @param storages the content types of each storage in sight
 * @param bridges in sight; a bridge the token may not use is not
 * @param volumes ISO and import volumes on the node's seed and image storages
 * @param templates on the node, with where their network cards are plugged in, as far as it was looked at
 */
public record SeenNode(
        NodeName name,
        Optional<PveVersion> version,
        Map<String, Set<String>> storages,
        Set<String> bridges,
        List<String> volumes,
        Map<VmId, Set<BridgePort>> templates) {
    public SeenNode {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        storages = Map.copyOf(storages);
        bridges = Set.copyOf(bridges);
        volumes = List.copyOf(volumes);
        templates = Map.copyOf(templates);
    }

    /** One that a member can live on. */
    public SeenNode(
            NodeName name,
            PveVersion version,
            Map<String, Set<String>> storages,
            Set<String> bridges,
            List<String> volumes,
            Map<VmId, Set<BridgePort>> templates) {
        this(name, Optional.of(version), storages, bridges, volumes, templates);
    }

    /** One that was only searched for what an earlier run may have left there. */
    public static SeenNode searched(NodeName name, List<String> volumes) {
        return new SeenNode(name, Optional.empty(), Map.of(), Set.of(), volumes, Map.of());
    }
}
