package no.fribyte.lbprov.profile.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of a few words. */
public record Choice<E>(Map<String, E> words) implements Type<E> {
    public Choice {
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }

    @Override
    public Optional<E> read(Yaml value, Findings findings) {
        String all = String.join(", ", words.keySet());
        if (!(value instanceof Yaml.Scalar scalar)) {
            findings.error(
                    value.where(),
                    "expected one of " + all + ", found " + value.described(),
                    "only one of these words may stand here",
                    all);
            return Optional.empty();
        }
        Optional<E> found = Optional.ofNullable(words.get(scalar.text()));
        if (found.isEmpty()) {
            findings.error(
                    value.where(),
                    "'" + scalar.shown() + "' is not one of " + all,
                    "only one of these words may stand here",
                    Nearest.to(scalar.text(), words.keySet()).orElse(all));
        }
        return found;
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("enum", List.copyOf(words.keySet()));
    }
}
