package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What cloud-init finds on the medium at power-on. */
sealed interface Seed {
    /** No medium labelled {@code cidata}: cloud-init's generator does not even look into it. */
    record Absent() implements Seed {}

    /** A medium with the label, but without what NoCloud needs. */
    record Invalid(String reason) implements Seed {}

    /** A complete one. */
    record NoCloud(String metaData, String userData, Optional<String> networkConfig) implements Seed {}

    static Seed on(Optional<Path> medium) {
        Optional<Iso9660> volume = medium.flatMap(Iso9660::open);
        if (volume.filter(iso -> iso.label().equalsIgnoreCase("cidata")).isEmpty()) {
            return new Absent();
        }
        Map<String, byte[]> files;
        try {
            files = volume.get().files();
        } catch (IndexOutOfBoundsException e) {
            return new Invalid("the medium is damaged");
        }
        byte[] metaData = files.get("meta-data");
        byte[] userData = files.get("user-data");
        if (metaData == null || userData == null) {
            String missing = metaData == null ? "meta-data" : "user-data";
            return new Invalid("device /dev/sr0 with label=cidata not a valid seed: no " + missing);
        }
        return new NoCloud(
                new String(metaData, UTF_8),
                new String(CloudConfig.unzipped(userData), UTF_8),
                Optional.ofNullable(files.get("network-config")).map(bytes -> new String(bytes, UTF_8)));
    }
}
