package no.fribyte.lbprov.simulator.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A value such as {@code local:iso/x.iso,media=cdrom}: a first part, usually without a key, and options. Printed with
 * the options sorted, as Proxmox writes its configurations.
 *
 * @param first the part before the first comma, with its key if it had one
 */
public record PropertyString(String first, Map<String, String> options) {
    public PropertyString {
        options = Map.copyOf(options);
    }

    public static PropertyString parse(String text) {
        String[] parts = text.split(",", -1);
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int mark = parts[i].indexOf('=');
            if (mark > 0) {
                options.put(parts[i].substring(0, mark), parts[i].substring(mark + 1));
            }
        }
        return new PropertyString(parts.length == 0 ? "" : parts[0], options);
    }

    public Optional<String> option(String key) {
        return Optional.ofNullable(options.get(key));
    }

    public PropertyString with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(options);
        changed.put(key, value);
        return new PropertyString(first, changed);
    }

    public PropertyString without(String key) {
        Map<String, String> changed = new LinkedHashMap<>(options);
        changed.remove(key);
        return new PropertyString(first, changed);
    }

    public PropertyString withFirst(String changed) {
        return new PropertyString(changed, options);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(first);
        new TreeMap<>(options)
                .forEach(
                        (key, value) -> text.append(',').append(key).append('=').append(value));
        return text.toString();
    }
}
