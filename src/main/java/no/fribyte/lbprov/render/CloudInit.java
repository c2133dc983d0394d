package no.fribyte.lbprov.render;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/** The three documents a seed holds. The first has every secret of a member in it, so it prints as hashes only. */
public record CloudInit(String userData, String metaData, String networkConfig) {
    public CloudInit {
        requireNonNull(userData, "userData");
        requireNonNull(metaData, "metaData");
        requireNonNull(networkConfig, "networkConfig");
    }

    @Override
    public String toString() {
        return "CloudInit[user-data %s, meta-data %s, network-config %s]"
                .formatted(hash(userData), hash(metaData), hash(networkConfig));
    }

    private static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
