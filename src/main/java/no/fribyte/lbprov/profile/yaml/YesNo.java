package no.fribyte.lbprov.profile.yaml;

import java.util.Map;
import java.util.Optional;

/** {@code true} or {@code false}. */
public record YesNo() implements Type<Boolean> {
    @Override
    public Optional<Boolean> read(Yaml value, Findings findings) {
        if (value instanceof Yaml.Scalar scalar && scalar.is(Yaml.Kind.BOOLEAN)) {
            return Optional.of(scalar.text().equals("true"));
        }
        findings.error(
                value.where(),
                "expected true or false, found " + value.described(),
                "YAML 1.2 knows these two words only",
                "true or false, without quotes");
        return Optional.empty();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "boolean");
    }
}
