package no.fribyte.lbprov.render;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** The NoCloud medium that brings cloud-init's documents to a member. */
public final class Seed {
    private static final String LABEL = "cidata";

    /** Rendering is pure, so the files of a seed have one time for ever; nobody reads it. */
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Seed() {}

    /** The image, byte for byte the same for the same documents. */
    public static byte[] iso(CloudInit documents) {
        return IsoImage.of(
                LABEL,
                Map.of(
                        "user-data", bytes(documents.userData()),
                        "meta-data", bytes(documents.metaData()),
                        "network-config", bytes(documents.networkConfig()),
                        // an empty one, or cloud-init warns that it is missing
                        "vendor-data", new byte[0]),
                TIME);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
