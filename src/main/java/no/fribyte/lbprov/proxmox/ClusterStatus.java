package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Whether the node is in a cluster, and how that is.
 *
 * @param cluster its name; empty for a standalone node
 * @param quorate writes are possible; a standalone node always is
 */
public record ClusterStatus(Optional<String> cluster, boolean quorate, List<ClusterNode> nodes) {
    public ClusterStatus {
        requireNonNull(cluster, "cluster");
        nodes = List.copyOf(nodes);
    }

    static ClusterStatus of(List<Row> rows) {
        Optional<Row> cluster =
                rows.stream().filter(row -> row.need("type").equals("cluster")).findFirst();
        List<ClusterNode> nodes = rows.stream()
                .filter(row -> row.need("type").equals("node"))
                .map(row -> new ClusterNode(row.nodeName("name"), row.flag("online"), row.flag("local")))
                .toList();
        return new ClusterStatus(
                cluster.map(row -> row.need("name")),
                cluster.map(row -> row.flag("quorate")).orElse(true),
                nodes);
    }
}
