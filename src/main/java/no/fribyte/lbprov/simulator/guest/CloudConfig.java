package no.fribyte.lbprov.simulator.guest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** User-data as cloud-init understands it; what it does not understand it leaves out, with a complaint. */
record CloudConfig(JsonNode root, Optional<String> complaint) {
    private static final String HEADER = "#cloud-config";

    static CloudConfig parse(String text) {
        if (!text.startsWith(HEADER)) {
            int end = Math.min(24, text.length());
            return nothing("Unhandled non-multipart (text/x-not-multipart) userdata: '%s...'"
                    .formatted(text.substring(0, end).strip()));
        }
        try {
            JsonNode root = Yaml.parse(text);
            return root.isObject()
                    ? new CloudConfig(root, Optional.empty())
                    : nothing("Failed loading yaml blob. Yaml load allows (dict) root types, but got a list or a text");
        } catch (JacksonException e) {
            return nothing("Failed loading yaml blob. Invalid format at line %d column %d: %s"
                    .formatted(
                            e.getLocation().getLineNr(),
                            e.getLocation().getColumnNr(),
                            e.getOriginalMessage().lines().findFirst().orElse("")));
        }
    }

    private static CloudConfig nothing(String complaint) {
        return new CloudConfig(JsonNodeFactory.instance.objectNode(), Optional.of(complaint));
    }

    /** cloud-init takes compressed user-data as well as plain. */
    static byte[] unzipped(byte[] bytes) {
        boolean isGzip = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
        if (!isGzip) {
            return bytes;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            return bytes;
        }
    }

    List<String> packages() {
        return Yaml.texts(root.path("packages"));
    }
}
