package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The seed of a good member, open to be spoiled before it is written. */
final class SampleSeed {
    static final String HAPROXY = "/etc/haproxy/haproxy.cfg";
    static final String KEEPALIVED = "/etc/keepalived/keepalived.conf";
    static final String WIREGUARD = "/etc/wireguard/wg0.conf";
    static final String SYSCTL = "/etc/sysctl.d/60-lbprov.conf";
    static final String FIRST_BOOT = "/usr/local/lib/lbprov/first-boot";
    static final String LBPROV_GUEST = "/usr/local/sbin/lbprov-guest";
    static final String PACKAGES = "/etc/lbprov/packages";
    static final String MEMBER = "/etc/lbprov/member.json";
    static final String GENERATION = "/etc/lbprov/generation.json";
    static final String DRAIN = "/var/lib/lbprov/drain";

    static final String INCARNATION = "/var/lib/lbprov/incarnation";

    final String name;
    final String mac;
    final Map<String, String> files;
    final Map<String, String> modes = new HashMap<>();

    /** Laid over the files after the generation was hashed. */
    final Map<String, String> afterwards = new TreeMap<>();

    final Map<String, String> documents = new TreeMap<>();
    String label = "cidata";
    String cloudConfig;

    private SampleSeed(int number, int priority) {
        name = "load-balancer-" + number;
        mac = "bc:24:11:00:00:0" + number;
        String own = "198.51.100.1" + number;
        String peer = "198.51.100.1" + (3 - number);
        files = SampleFiles.of(name, own, peer, priority);
        files.put(DRAIN, "-20\n");
        files.put(INCARNATION, "1\n");
        documents.put("meta-data", "instance-id: demo-%s-1\nlocal-hostname: %s\n".formatted(name, name));
        documents.put("network-config", NETWORK.formatted(mac, own));
        cloudConfig = CLOUD_CONFIG.formatted(name, name, name);
    }

    static SampleSeed first() {
        return new SampleSeed(1, 250);
    }

    static SampleSeed second() {
        return new SampleSeed(2, 240);
    }

    SampleSeed replace(String path, String old, String fresh) {
        String text = files.get(path);
        if (text == null || !text.contains(old)) {
            throw new IllegalArgumentException(path + " has no " + old);
        }
        files.put(path, text.replace(old, fresh));
        return this;
    }

    SampleSeed without(String path) {
        files.remove(path);
        return this;
    }

    byte[] iso() {
        Map<String, String> contents = new TreeMap<>(documents);
        contents.putIfAbsent("user-data", userData());
        return TestIso.of(label, contents, TestIso.Names.ROCK_RIDGE);
    }

    private String userData() {
        Map<String, String> all = new TreeMap<>(files);
        all.putIfAbsent(GENERATION, generation());
        all.putAll(afterwards);
        StringBuilder text = new StringBuilder(cloudConfig).append("write_files:\n");
        all.forEach((path, content) -> {
            if (!content.equals("ABSENT")) {
                text.append("- path: ").append(path).append("\n  encoding: b64\n  permissions: '");
                text.append(modes.getOrDefault(path, SampleFiles.mode(path))).append("'\n  content: ");
                text.append(Base64.getEncoder().encodeToString(content.getBytes(UTF_8)))
                        .append('\n');
            }
        });
        return text.toString();
    }

    private String generation() {
        StringBuilder entries = new StringBuilder();
        files.forEach((path, content) -> {
            if (!path.equals(DRAIN) && !path.equals(INCARNATION)) {
                entries.append(entries.length() == 0 ? "" : ", ");
                entries.append('"')
                        .append(path)
                        .append("\": \"")
                        .append(sha256(content))
                        .append('"');
            }
        });
        return "{\"format\": 1, \"number\": 1, \"hash\": \"%s\", \"lbprov\": \"0.1.0\", \"files\": {%s}}"
                .formatted(sha256(entries.toString()), entries);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final String NETWORK = """
            version: 2
            ethernets:
              public:
                match: {macaddress: "%s"}
                set-name: public
                addresses: ["%s/24"]
                routes:
                - {to: default, via: 198.51.100.1}
                nameservers: {addresses: [198.51.100.53]}
            """;

    private static final String CLOUD_CONFIG = """
            #cloud-config
            hostname: %s
            users:
            - name: ops
              sudo: "ALL=(ALL) NOPASSWD:ALL"
              ssh_authorized_keys: ["ssh-ed25519 AAAA ops"]
            ssh_keys:
              ed25519_private: |
                -----BEGIN OPENSSH PRIVATE KEY-----
                secret of %s
                -----END OPENSSH PRIVATE KEY-----
              ed25519_public: "ssh-ed25519 AAAAhost %s"
            packages: [qemu-guest-agent]
            runcmd:
            - [/usr/local/lib/lbprov/first-boot]
            """;
}
