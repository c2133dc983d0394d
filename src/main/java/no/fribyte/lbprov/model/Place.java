package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The inventory: the Proxmox VE nodes a pair can live on.
 *
 * @param vmids the numbers lbprov may take
 * @param pool the pool that VMs are created in
 * @param bake how templates are baked here, if they are
 * @param lab whether the nodes are those of the embedded simulator, with real virtual machines on this machine
 */
public record Place(
        String name, List<Node> nodes, VmIdRange vmids, Optional<String> pool, Optional<Bake> bake, boolean lab) {
    public Place {
        requireNonNull(name, "name");
        nodes = List.copyOf(nodes);
        requireNonNull(vmids, "vmids");
        requireNonNull(pool, "pool");
        requireNonNull(bake, "bake");
    }

    public Node node(NodeName name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + name));
    }

    /** The same place, where images come from somewhere else. */
    public Place withImages(UnaryOperator<ImageSource> change) {
        List<Node> changed = nodes.stream()
                .map(node -> new Node(
                        node.name(),
                        node.access(),
                        node.storages(),
                        node.images().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, image -> change.apply(image.getValue())))))
                .toList();
        return new Place(name, changed, vmids, pool, bake, lab);
    }

    /** Whether the nodes are those of the embedded simulator, whatever its machines are. */
    public boolean simulated() {
        return nodes.stream().allMatch(node -> node.access().isEmpty());
    }
}
