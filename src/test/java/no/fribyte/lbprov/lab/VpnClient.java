package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The lab's laptop-1 at the client, with WireGuard in user space: this host's kernel may have none. */
final class VpnClient implements AutoCloseable {
    private static final String LINK = "laptop";
    private final LabPair pair;

    private VpnClient(LabPair pair) {
        this.pair = pair;
    }

    static VpnClient up(LabPair pair) throws IOException {
        Path key = Files.writeString(pair.folder().resolve("laptop.key"), privateKey());
        String server = pair.guest(0, "wg show wg0 public-key").strip();
        String script = """
                wireguard-go %1$s && wg set %1$s private-key '%2$s' peer '%3$s' endpoint 198.51.100.10:51871 \
                allowed-ips 10.9.1.0/24 && ip address add 10.9.1.20/24 dev %1$s && ip link set %1$s mtu 1400 up
                """.formatted(LINK, key, server);
        Program.Ending ending = pair.client("sh", "-c", script);
        if (ending.status() != 0) {
            throw new AssertionError(ending.out() + ending.err());
        }
        return new VpnClient(pair);
    }

    /** What the public key in profiles/lab.yaml belongs to: made of a sentence, for everybody to have. */
    private static String privateKey() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest("lbprov lab laptop-1".getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean handshake() {
        return pair.client("wg", "show", LINK, "latest-handshakes").out().matches("\\S+\\t[1-9]\\d+\n");
    }

    @Override
    public void close() {
        // the program ends with its interface
        pair.client("ip", "link", "delete", LINK);
    }
}
