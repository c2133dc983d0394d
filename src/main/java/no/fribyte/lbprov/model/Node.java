package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * A Proxmox VE node of the inventory.
 *
 * @param access absent when the node belongs to the embedded simulator, which tells it itself
 */
public record Node(NodeName name, Optional<Access> access, Storages storages, Map<GuestOs, ImageSource> images) {
    public Node {
        requireNonNull(name, "name");
        requireNonNull(access, "access");
        requireNonNull(storages, "storages");
        images = Map.copyOf(images);
    }
}
