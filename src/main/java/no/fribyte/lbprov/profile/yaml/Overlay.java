package no.fribyte.lbprov.profile.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lays one file over another: mappings are merged, anything else replaces, nothing (null) removes. */
public final class Overlay {
    private final Findings findings;

    public Overlay(Findings findings) {
        this.findings = findings;
    }

    public Yaml.Mapping lay(Yaml.Mapping top, Yaml.Mapping base) {
        Map<String, Yaml.Entry> merged = new LinkedHashMap<>(base.entries());
        top.entries().forEach((key, entry) -> {
            if (entry.value() instanceof Yaml.Scalar scalar && scalar.is(Yaml.Kind.NOTHING)) {
                remove(key, entry, merged);
            } else {
                merged.put(key, merge(entry, Optional.ofNullable(merged.get(key))));
            }
        });
        return new Yaml.Mapping(top.where(), merged);
    }

    /** The file by itself, with keys that have no value reported. */
    public Yaml.Mapping alone(Yaml.Mapping file) {
        return lay(file, new Yaml.Mapping(file.where(), Map.of()));
    }

    private Yaml.Entry merge(Yaml.Entry top, Optional<Yaml.Entry> base) {
        if (!(top.value() instanceof Yaml.Mapping upper)) {
            return top;
        }
        Yaml.Mapping merged = base.map(Yaml.Entry::value)
                .filter(Yaml.Mapping.class::isInstance)
                .map(lower -> lay(upper, (Yaml.Mapping) lower))
                .orElseGet(() -> alone(upper));
        return new Yaml.Entry(top.key(), merged);
    }

    private void remove(String key, Yaml.Entry entry, Map<String, Yaml.Entry> merged) {
        if (merged.remove(key) == null) {
            findings.error(
                    entry.key(),
                    "'" + key + "' has no value",
                    "only what a profile inherits by extends can be removed like this",
                    "write a value, or leave the line out");
        }
    }
}
