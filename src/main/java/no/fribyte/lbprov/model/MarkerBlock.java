package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A block of {@code key: value} lines in a VM's description, indented, so that Proxmox VE's web interface shows it as it is.
 *
 * @param firstKey begins it, and has the number of its format
 * @param keys its other lines, by which they are known again when somebody has taken the indent away
 */
record MarkerBlock(String firstKey, Set<String> keys) {
    private static final String INDENT = "    ";
    private static final Set<String> LEASE = Set.of("lease", "lease-since");

    MarkerBlock {
        requireNonNull(firstKey, "firstKey");
        keys = Set.copyOf(keys);
    }

    String write(Map<String, String> fields, Optional<Lease> lease) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        lease.ifPresent(held -> {
            all.put("lease", words(held));
            // a line of its own: whoever does not know it reads the rest all the same
            all.put("lease-since", held.since().toString());
        });
        return all.entrySet().stream()
                .map(field -> INDENT + field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The description with another block in its place, and what people wrote around it; empty if it has none. */
    Optional<String> replaced(String description, String block) {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        boolean inside = false;
        boolean seen = false;
        for (String line : description.lines().toList()) {
            if (!seen && line.strip().startsWith(firstKey + ":")) {
                inside = true;
                seen = true;
            } else if (inside && !isField(line)) {
                inside = false;
            }
            if (!inside) {
                (seen ? after : before).add(line);
            }
        }
        return seen
                ? Optional.of(
                        String.join("\n", before) + (before.isEmpty() ? "" : "\n") + block + String.join("\n", after))
                : Optional.empty();
    }

    /** A note right below the block is none of its lines; a line that a newer lbprov added is one. */
    private boolean isField(String line) {
        int colon = line.indexOf(": ");
        if (colon <= 0) {
            return false;
        }
        String key = line.substring(0, colon).strip();
        return line.startsWith(INDENT) || keys.contains(key) || LEASE.contains(key);
    }

    /** The lines of the block, in order; none when there is no block. */
    Map<String, String> read(String description) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : description.lines().toList()) {
            boolean first = line.strip().startsWith(firstKey + ": ");
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

    static String required(Map<String, String> fields, String key) {
        String value = fields.get(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no line '" + key + "'");
        }
        return value;
    }

    static int number(String key, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(key + " is no number: " + text);
        }
        return Integer.parseInt(text);
    }

    private static String words(Lease lease) {
        return "%s %s@%s %d %s".formatted(lease.run(), lease.user(), lease.host(), lease.pid(), lease.until());
    }

    static Optional<Lease> lease(Map<String, String> fields) {
        return Optional.ofNullable(fields.get("lease"))
                .map(words -> lease(words, Optional.ofNullable(fields.get("lease-since"))));
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
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its lease has no time", e);
        }
    }
}
