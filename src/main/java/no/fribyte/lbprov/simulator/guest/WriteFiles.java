package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** cloud-init's {@code write_files}. */
final class WriteFiles {
    private static final Set<String> BASE64 = Set.of("b64", "base64", "gz+b64", "gz+base64", "gzip+b64", "gzip+base64");

    private WriteFiles() {}

    /** Writes what can be written; a file that cannot is an error of the module and stops it. */
    static void run(GuestDisk disk, JsonNode entries, List<String> errors) {
        for (JsonNode entry : entries) {
            String path = Yaml.text(entry, "path").orElse("");
            String permissions = Yaml.text(entry, "permissions").orElse("0644");
            if (!path.startsWith("/") || !permissions.matches("[0-7]{3,5}")) {
                errors.add("('write-files', ValueError(\"bad entry for path '%s'\"))".formatted(path));
                return;
            }
            byte[] content;
            try {
                content = content(entry);
            } catch (IllegalArgumentException e) {
                errors.add("('write-files', Error('Incorrect padding in the content of %s'))".formatted(path));
                return;
            }
            write(disk, entry, path, permissions, content);
        }
    }

    private static void write(GuestDisk disk, JsonNode entry, String path, String permissions, byte[] content) {
        String mode = "%04o".formatted(Integer.parseInt(permissions, 8));
        if (entry.path("append").asBoolean(false)) {
            disk.append(path, mode, content);
            return;
        }
        String owner = Yaml.text(entry, "owner").orElse("root:root");
        disk.put(path, new GuestFile(mode, owner, Base64.getEncoder().encodeToString(content)));
    }

    private static byte[] content(JsonNode entry) {
        String text = Yaml.text(entry, "content").orElse("");
        String encoding = Yaml.text(entry, "encoding").orElse("text/plain");
        if (!BASE64.contains(encoding)) {
            return text.getBytes(UTF_8);
        }
        byte[] decoded = Base64.getMimeDecoder().decode(text);
        return encoding.startsWith("gz") ? CloudConfig.unzipped(decoded) : decoded;
    }
}
