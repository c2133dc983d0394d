package no.fribyte.lbprov.profile.yaml;

import java.util.Locale;
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
                value instanceof Yaml.Scalar scalar ? meant(scalar.text()) : "true or false");
        return Optional.empty();
    }

    private static String meant(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y", "1" -> "true, without quotes";
            case "false", "no", "off", "n", "0" -> "false, without quotes";
            default -> "true or false";
        };
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "boolean");
    }
}
