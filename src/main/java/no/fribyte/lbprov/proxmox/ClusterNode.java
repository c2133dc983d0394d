package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import no.fribyte.lbprov.model.NodeName;

/**
 * A node as its cluster sees it.
 *
 * @param local it is the one that answered
 */
public record ClusterNode(NodeName name, boolean online, boolean local) {
    public ClusterNode {
        requireNonNull(name, "name");
    }
}
