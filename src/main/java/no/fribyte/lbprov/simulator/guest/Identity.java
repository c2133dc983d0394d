package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The parts of cloud-init that say who a guest is and who may log in: host name, SSH host keys, users. */
final class Identity {
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("0000000b7373682d6564323535313900000020");

    private Identity() {}

    static void hostname(GuestDisk disk, JsonNode metaData, JsonNode userData) {
        String fromMeta = Yaml.text(metaData, "local-hostname").orElse("localhost");
        String name = Yaml.text(userData, "hostname").orElse(fromMeta);
        disk.write("/etc/hostname", "0644", name + "\n");
    }

    /** Keys from the user-data; without any, cloud-init makes new ones, so that the machine is another to everyone. */
    static void hostKeys(GuestDisk disk, JsonNode userData, String seed) {
        disk.removeIf(path -> path.startsWith("/etc/ssh/ssh_host_"));
        JsonNode given = userData.path("ssh_keys");
        if (given.isObject() && !given.isEmpty()) {
            for (Map.Entry<String, JsonNode> entry : given.properties()) {
                hostKey(disk, entry.getKey(), entry.getValue().asString());
            }
            return;
        }
        byte[] made = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + 32);
        System.arraycopy(sha256(seed), 0, made, ED25519_PREFIX.length, 32);
        String comment = disk.text("/etc/hostname").orElse("localhost").strip();
        hostKey(
                disk,
                "ed25519_private",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nc2ltdWxhdGVk\n-----END OPENSSH PRIVATE KEY-----\n");
        hostKey(
                disk,
                "ed25519_public",
                "ssh-ed25519 %s root@%s\n".formatted(Base64.getEncoder().encodeToString(made), comment));
    }

    private static void hostKey(GuestDisk disk, String name, String text) {
        String type = name.substring(0, Math.max(name.indexOf('_'), 0));
        if (name.endsWith("_private")) {
            disk.write("/etc/ssh/ssh_host_" + type + "_key", "0600", text);
        } else if (name.endsWith("_public")) {
            disk.write("/etc/ssh/ssh_host_" + type + "_key.pub", "0644", text);
        }
    }

    static void users(GuestDisk disk, JsonNode userData) {
        List<String> shared = Yaml.texts(userData.path("ssh_authorized_keys"));
        for (JsonNode user : userData.path("users")) {
            Yaml.text(user, "name").ifPresent(name -> user(disk, name, user, shared));
        }
    }

    private static void user(GuestDisk disk, String name, JsonNode user, List<String> shared) {
        disk.append("/etc/passwd", "%s:x:1000:1000::/home/%s:/bin/bash\n".formatted(name, name));
        Yaml.text(user, "sudo")
                .ifPresent(rule -> disk.append(
                        "/etc/sudoers.d/90-cloud-init-users", "0440", (name + " " + rule + "\n").getBytes(UTF_8)));
        List<String> own = Yaml.texts(user.path("ssh_authorized_keys"));
        List<String> keys = own.isEmpty() ? shared : own;
        if (!keys.isEmpty()) {
            disk.write("/home/" + name + "/.ssh/authorized_keys", "0600", String.join("\n", keys) + "\n");
        }
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
