package no.fribyte.lbprov.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes and reads the marker block of a VM's description: an indented block, which Proxmox VE's web interface shows as it
 * is, with one {@code key: value} a line.
 */
public final class MarkerText {
    /** Goes up when an older lbprov could misread the block. */
    private static final String FORMAT = "1";

    private static final String FIRST_KEY = "lbprov-marker";
    private static final String INDENT = "    ";
    private static final Set<String> KEYS = Set.of(
            "pair",
            "member",
            "vmid",
            "incarnation",
            "state",
            "generation",
            "recipe",
            "addresses",
            "virtual-ips",
            "vrrp",
            "public-key",
            "lbprov",
            "lease",
            "lease-since");

    private MarkerText() {}

    /** What a description says of lbprov. */
    public sealed interface Reading {
        /** No block: the VM was not made by lbprov, or its description was replaced. */
        record Absent() implements Reading {}

        /** A block that cannot be read: edited by hand, or written by a newer lbprov. */
        record Unreadable(String reason) implements Reading {}

        record Found(Marker marker) implements Reading {}
    }

    /** A whole description: two sentences for people, then the block. */
    public static String describe(Marker marker) {
        return """
                Load balancer %s of the pair %s, made by lbprov.
                The lines below are how lbprov knows its own VM again: please leave them as they are.

                """.formatted(marker.member(), marker.pair()) + block(marker);
    }

    /** The description with its block brought up to date; what people wrote around it stays. */
    public static String update(String description, Marker marker) {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        boolean inside = false;
        boolean seen = false;
        for (String line : description.lines().toList()) {
            if (!seen && line.strip().startsWith(FIRST_KEY + ":")) {
                inside = true;
                seen = true;
            } else if (inside && !isField(line)) {
                inside = false;
            }
            if (!inside) {
                (seen ? after : before).add(line);
            }
        }
        if (!seen) {
            return describe(marker);
        }
        return String.join("\n", before) + (before.isEmpty() ? "" : "\n") + block(marker) + String.join("\n", after);
    }

    /** A note right below the block is none of its lines; a line that a newer lbprov added is one. */
    private static boolean isField(String line) {
        int colon = line.indexOf(": ");
        return colon > 0
                && (line.startsWith(INDENT)
                        || KEYS.contains(line.substring(0, colon).strip()));
    }

    public static Reading read(String description) {
        Map<String, String> fields = fields(description);
        String format = fields.get(FIRST_KEY);
        if (format == null) {
            return new Reading.Absent();
        }
        if (!format.equals(FORMAT)) {
            return new Reading.Unreadable("its marker has format " + format + ", and this lbprov reads " + FORMAT);
        }
        try {
            return new Reading.Found(parse(fields));
        } catch (IllegalArgumentException e) {
            return new Reading.Unreadable("its marker was edited: " + e.getMessage());
        }
    }

    private static Map<String, String> fields(String description) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : description.lines().toList()) {
            boolean first = line.strip().startsWith(FIRST_KEY + ": ");
            if (!fields.isEmpty() && !isField(line)) {
                break;
            }
            if (first || !fields.isEmpty()) {
                int colon = line.indexOf(": ");
                fields.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 2).strip());
            }
        }
        return fields;
    }

    private static String block(Marker marker) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(FIRST_KEY, FORMAT);
        fields.put("pair", marker.pair().value());
        fields.put("member", marker.member().value());
        fields.put("vmid", marker.vmId().toString());
        fields.put("incarnation", Integer.toString(marker.incarnation()));
        fields.put("state", marker.state().word());
        fields.put("generation", marker.generation() + " " + marker.hash());
        fields.put("recipe", marker.recipe());
        fields.put("addresses", words(marker.addresses()));
        fields.put("virtual-ips", words(marker.virtualIps()));
        fields.put("vrrp", marker.segment() + " " + marker.routerId());
        marker.publicKey().ifPresent(key -> fields.put("public-key", key.base64()));
        fields.put("lbprov", marker.version());
        marker.lease().ifPresent(lease -> {
            fields.put("lease", leaseWords(lease));
            // a line of its own: whoever does not know it reads the rest all the same
            fields.put("lease-since", lease.since().toString());
        });
        return fields.entrySet().stream()
                .map(field -> INDENT + field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static Marker parse(Map<String, String> fields) {
        String[] generation = required(fields, "generation").split(" ", 2);
        String[] vrrp = required(fields, "vrrp").split(" ", 2);
        if (generation.length < 2 || vrrp.length < 2) {
            throw new IllegalArgumentException("a line is cut short");
        }
        return new Marker(
                new PairName(required(fields, "pair")),
                new MemberName(required(fields, "member")),
                new VmId(number("vmid", required(fields, "vmid"))),
                number("incarnation", required(fields, "incarnation")),
                state(required(fields, "state")),
                number("generation", generation[0]),
                generation[1],
                required(fields, "recipe"),
                addresses(required(fields, "addresses")),
                addresses(required(fields, "virtual-ips")),
                vrrp[0],
                number("vrrp", vrrp[1]),
                Optional.ofNullable(fields.get("public-key")).map(WireGuardKey::new),
                required(fields, "lbprov"),
                Optional.ofNullable(fields.get("lease"))
                        .map(words -> lease(words, Optional.ofNullable(fields.get("lease-since")))));
    }

    private static String required(Map<String, String> fields, String key) {
        String value = fields.get(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no line '" + key + "'");
        }
        return value;
    }

    private static int number(String key, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(key + " is no number: " + text);
        }
        return Integer.parseInt(text);
    }

    private static Marker.State state(String word) {
        for (Marker.State state : Marker.State.values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        String words =
                Arrays.stream(Marker.State.values()).map(Marker.State::word).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("state is not one of %s: %s".formatted(words, word));
    }

    private static String words(List<IpAddress> addresses) {
        return addresses.stream().map(IpAddress::toString).collect(Collectors.joining(" "));
    }

    private static List<IpAddress> addresses(String words) {
        return Arrays.stream(words.split(" ")).map(IpAddress::of).toList();
    }

    private static String leaseWords(Lease lease) {
        return "%s %s@%s %d %s".formatted(lease.run(), lease.user(), lease.host(), lease.pid(), lease.until());
    }

    private static Lease lease(String words, Optional<String> since) {
        String[] parts = words.split(" ", -1);
        int at = parts.length == 4 ? parts[1].lastIndexOf('@') : -1;
        if (at < 0) {
            throw new IllegalArgumentException("its lease is cut short");
        }
        try {
            Instant until = Instant.parse(parts[3]);
            return new Lease(
                    parts[0],
                    parts[1].substring(0, at),
                    parts[1].substring(at + 1),
                    Long.parseLong(parts[2]),
                    // an lbprov that did not write it did not renew leases either
                    since.map(Instant::parse).orElse(until.minus(Lease.TERM)),
                    until);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("its lease has no time", e);
        }
    }
}
