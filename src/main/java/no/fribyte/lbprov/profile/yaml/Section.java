package no.fribyte.lbprov.profile.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.problem.Where;

/** A mapping that is being read: it refuses keys that its shape does not have, and reads the others. */
public final class Section {
    private final Yaml.Mapping mapping;
    private final Shape shape;
    private final Findings findings;

    Section(Yaml.Mapping mapping, Shape shape, Findings findings) {
        this.mapping = mapping;
        this.shape = shape;
        this.findings = findings;
        if (shape.names().isEmpty()) {
            mapping.entries().forEach(this::refuseUnknown);
        }
    }

    public Where where() {
        return mapping.where();
    }

    /** The place of a key that is not there: the mapping's, with the key's own path. */
    private Where below(Key<?> key) {
        Where here = where();
        return new Where(here.file(), here.line(), here.column(), here.path() + "/" + key.name());
    }

    public Findings findings() {
        return findings;
    }

    public boolean has(Key<?> key) {
        return mapping.entry(key.name()).isPresent();
    }

    public <T> Optional<Placed<T>> find(Key<T> key) {
        if (!shape.has(key.name())) {
            throw new IllegalArgumentException(shape.what() + " does not declare the key " + key.name());
        }
        return mapping.entry(key.name())
                .filter(entry -> !entry.value().isAlias())
                .flatMap(entry -> key.type()
                        .read(entry.value(), findings)
                        .map(value -> new Placed<>(value, entry.value().where())));
    }

    /** As {@link #find}, and its absence is a problem. */
    public <T> Optional<Placed<T>> require(Key<T> key) {
        if (!has(key)) {
            findings.error(below(key), key.name() + " is missing", key.reason(), "add " + key.name() + ": here");
        }
        return find(key);
    }

    /** As {@link #require}, and an empty list or mapping is a problem too. */
    public <T> List<T> requireSome(Key<List<T>> key) {
        Optional<Yaml.Entry> entry = mapping.entry(key.name()).filter(each -> size(each.value()) == 0);
        entry.ifPresent(
                empty -> findings.error(empty.key(), key.name() + " is empty", key.reason(), "one entry at least"));
        return require(key).map(Placed::value).orElse(List.of());
    }

    /** How many entries the mapping under a key has, whether they can be read or not. */
    public Optional<Integer> count(Key<?> key) {
        return mapping.entry(key.name())
                .map(Yaml.Entry::value)
                .filter(Yaml.Mapping.class::isInstance)
                .map(Section::size);
    }

    private static int size(Yaml value) {
        if (value instanceof Yaml.Mapping entries) {
            return entries.entries().size();
        }
        return value instanceof Yaml.Sequence items ? items.items().size() : 1;
    }

    public <T> List<T> list(Key<List<T>> key) {
        return find(key).map(Placed::value).orElse(List.of());
    }

    /** The entries under names of the writer's choice. */
    public <V> List<Named<V>> rest(Names<V> names) {
        List<Named<V>> read = new ArrayList<>();
        for (Map.Entry<String, Yaml.Entry> each : mapping.entries().entrySet()) {
            if (!shape.has(each.getKey()) && !each.getValue().value().isAlias()) {
                read(names, each.getKey(), each.getValue()).ifPresent(read::add);
            }
        }
        return List.copyOf(read);
    }

    private <V> Optional<Named<V>> read(Names<V> names, String name, Yaml.Entry entry) {
        Yaml.Scalar asText = new Yaml.Scalar(entry.key(), Yaml.Kind.TEXT, name);
        boolean well = names.name().read(asText, findings).isPresent();
        Optional<V> value = names.value().read(entry.value(), findings);
        return value.filter(any -> well).map(known -> new Named<>(name, entry.key(), known));
    }

    private void refuseUnknown(String key, Yaml.Entry entry) {
        if (shape.has(key)) {
            return;
        }
        String known = String.join(", ", shape.keyNames());
        findings.error(
                entry.key(),
                "unknown key '" + key + "'",
                "the keys of " + shape.what() + " are " + known,
                Nearest.to(key, shape.keyNames()).orElse("leave it out"));
    }
}
