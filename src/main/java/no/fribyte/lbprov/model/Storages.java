package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

/**
 * The storages of a node that lbprov uses.
 *
 * @param disk for VM disks
 * @param seed for seed ISOs; whoever may read it can read a seed, so best one of its own
 * @param image for downloaded cloud images, content "import"
 */
public record Storages(String disk, String seed, String image) {
    public Storages {
        requireNonNull(disk, "disk");
        requireNonNull(seed, "seed");
        requireNonNull(image, "image");
    }
}
