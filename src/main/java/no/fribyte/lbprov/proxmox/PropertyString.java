package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A value such as {@code local:iso/seed.iso,media=cdrom} or {@code virtio=02:00:00:00:00:01,bridge=vmbr0}.
 *
 * @param first the part without a key, such as a volume
 */
public record PropertyString(Optional<String> first, Map<String, String> values) {
    public PropertyString {
        requireNonNull(first, "first");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static PropertyString parse(String text) {
        Optional<String> first = Optional.empty();
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(part.substring(0, equals), part.substring(equals + 1));
            } else if (first.isEmpty()) {
                first = Optional.of(part);
            }
        }
        return new PropertyString(first, values);
    }

    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
