package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The inventory: the Proxmox VE nodes a pair can live on.
 *
 * @param vmids the numbers lbprov may take
 * @param pool the pool that VMs are created in
 * @param bake how templates are baked here, if they are
 */
public record Place(String name, List<Node> nodes, VmIdRange vmids, Optional<String> pool, Optional<Bake> bake) {
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

    /** Whether the nodes are those of the embedded simulator. */
    public boolean simulated() {
        return nodes.stream().allMatch(node -> node.access().isEmpty());
    }
}
