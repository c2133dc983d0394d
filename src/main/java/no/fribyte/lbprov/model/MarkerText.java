package no.fribyte.lbprov.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            } else if (inside && line.isBlank()) {
                inside = false;
            }
            if (!inside) {
                (seen ? after : before).add(line);
            }
        }
        if (!seen) {
            return describe(marker);
        }
        String tail = after.isEmpty() ? "" : "\n" + String.join("\n", after);
        return String.join("\n", before) + (before.isEmpty() ? "" : "\n") + block(marker) + tail;
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
        for (String line : description.lines().map(String::strip).toList()) {
            int colon = line.indexOf(": ");
            boolean first = line.startsWith(FIRST_KEY + ": ");
            if (!fields.isEmpty() && colon < 0) {
                break;
            }
            if (first || !fields.isEmpty()) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
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
        fields.put("addresses", words(marker.addresses()));
        fields.put("virtual-ips", words(marker.virtualIps()));
        fields.put("vrrp", marker.segment() + " " + marker.routerId());
        marker.publicKey().ifPresent(key -> fields.put("public-key", key.base64()));
        fields.put("lbprov", marker.version());
        marker.lease().ifPresent(lease -> fields.put("lease", leaseWords(lease)));
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
                new VmId(Integer.parseInt(required(fields, "vmid"))),
                Integer.parseInt(required(fields, "incarnation")),
                Marker.State.valueOf(required(fields, "state").toUpperCase(Locale.ROOT)),
                Integer.parseInt(generation[0]),
                generation[1],
                addresses(required(fields, "addresses")),
                addresses(required(fields, "virtual-ips")),
                vrrp[0],
                Integer.parseInt(vrrp[1]),
                Optional.ofNullable(fields.get("public-key")).map(WireGuardKey::new),
                required(fields, "lbprov"),
                Optional.ofNullable(fields.get("lease")).map(MarkerText::lease));
    }

    private static String required(Map<String, String> fields, String key) {
        String value = fields.get(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no line '" + key + "'");
        }
        return value;
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

    private static Lease lease(String words) {
        String[] parts = words.split(" ", -1);
        int at = parts.length == 4 ? parts[1].lastIndexOf('@') : -1;
        if (at < 0) {
            throw new IllegalArgumentException("its lease is cut short");
        }
        try {
            return new Lease(
                    parts[0],
                    parts[1].substring(0, at),
                    parts[1].substring(at + 1),
                    Long.parseLong(parts[2]),
                    Instant.parse(parts[3]));
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("its lease has no time", e);
        }
    }
}
