package no.fribyte.lbprov.profile.draft;

import java.util.Optional;
import no.fribyte.lbprov.model.Storages;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;

/** Storages as they were written. */
public record StoragesDraft(Optional<String> disk, Optional<String> seed, Optional<String> image) {
    static final StoragesDraft NONE = new StoragesDraft(Optional.empty(), Optional.empty(), Optional.empty());

    private static final TextType<String> STORAGE = TextType.matching(
            "a storage",
            "local-lvm",
            "[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]",
            "Proxmox takes letters, digits, dots, dashes and underscores, a letter first");

    private static final Key<String> DISK = new Key<>("disk", STORAGE, "The storage for VM disks. Required.");
    private static final Key<String> SEED = new Key<>(
            "seed", STORAGE, "The storage for seed ISOs (content iso); best one that nobody else can read. Required.");
    private static final Key<String> IMAGE = new Key<>(
            "image", STORAGE, "The storage for downloaded images (content import); the seed's when left out.");

    static final Type<StoragesDraft> TYPE =
            new MappingType<>(Shape.of("the storages", DISK, SEED, IMAGE), StoragesDraft::read);

    private static StoragesDraft read(Section section) {
        return new StoragesDraft(
                section.find(DISK).map(Placed::value),
                section.find(SEED).map(Placed::value),
                section.find(IMAGE).map(Placed::value));
    }

    StoragesDraft over(StoragesDraft defaults) {
        return new StoragesDraft(disk.or(defaults::disk), seed.or(defaults::seed), image.or(defaults::image));
    }

    /** Nothing while the disk's or the seed's storage is not known. */
    public Optional<Storages> complete() {
        return disk.flatMap(forDisk -> seed.map(forSeed -> new Storages(forDisk, forSeed, image.orElse(forSeed))));
    }
}
