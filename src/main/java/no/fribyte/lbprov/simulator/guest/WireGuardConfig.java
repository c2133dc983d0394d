package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A wg-quick file, and what wg and wg-quick say against it. */
record WireGuardConfig(
        Optional<String> privateKey,
        Optional<Integer> port,
        List<Ip> addresses,
        List<String> peers,
        List<String> errors) {
    private static final Set<String> INTERFACE_KEYS = Set.of(
            "privatekey",
            "listenport",
            "fwmark",
            "address",
            "dns",
            "mtu",
            "table",
            "preup",
            "postup",
            "predown",
            "postdown",
            "saveconfig");
    private static final Set<String> PEER_KEYS =
            Set.of("publickey", "presharedkey", "allowedips", "endpoint", "persistentkeepalive");

    WireGuardConfig {
        addresses = List.copyOf(addresses);
        peers = List.copyOf(peers);
        errors = List.copyOf(errors);
    }

    static WireGuardConfig parse(String text) {
        Draft draft = new Draft();
        for (String raw : text.split("\n", -1)) {
            String line = raw.replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                draft.line(line);
            }
        }
        return draft.finished();
    }

    Optional<String> publicKey() {
        return privateKey.flatMap(X25519::publicKey);
    }

    /** The lines read so far. */
    private static final class Draft {
        private String section = "";
        private Optional<String> privateKey = Optional.empty();
        private Optional<Integer> port = Optional.empty();
        private final List<Ip> addresses = new ArrayList<>();
        private final List<String> peers = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();

        void line(String line) {
            if (line.startsWith("[")) {
                section = line.toLowerCase(Locale.ROOT);
                return;
            }
            int equals = line.indexOf('=');
            String key = line.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(equals + 1).strip();
            boolean known = section.equals("[interface]") ? INTERFACE_KEYS.contains(key) : PEER_KEYS.contains(key);
            if (!known || !(section.equals("[interface]") || section.equals("[peer]"))) {
                errors.add("Line unrecognized: `" + line + "'");
                return;
            }
            take(key, value);
        }

        private void take(String key, String value) {
            switch (key) {
                case "privatekey" -> privateKey = Optional.of(checkedKey(value));
                case "publickey" -> peers.add(checkedKey(value));
                case "presharedkey" -> checkedKey(value);
                case "listenport" -> port = portOf(value);
                case "address" ->
                    Arrays.stream(value.split(",", -1))
                            .flatMap(each -> Ip.withoutPrefix(each.strip()).stream())
                            .forEach(addresses::add);
                default -> {
                    // the others change nothing that the simulator shows
                }
            }
        }

        private String checkedKey(String value) {
            if (X25519.bytes(value).isEmpty()) {
                errors.add("Key is not the correct length or format: `" + value + "'");
            }
            return value;
        }

        private Optional<Integer> portOf(String value) {
            if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) < 65536) {
                return Optional.of(Integer.parseInt(value));
            }
            errors.add("Unable to parse port: `" + value + "'");
            return Optional.empty();
        }

        WireGuardConfig finished() {
            if (privateKey.isEmpty()) {
                errors.add("wg0 has no PrivateKey");
            }
            return new WireGuardConfig(privateKey, port, addresses, peers, errors);
        }
    }
}
