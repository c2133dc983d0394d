package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A whole number within limits.
 *
 * @param what it is, with its article, for messages
 */
public record WholeNumber(String what, int least, int most) implements Type<Integer> {
    public WholeNumber {
        requireNonNull(what, "what");
    }

    @Override
    public Optional<Integer> read(Yaml value, Findings findings) {
        String range = "a number from " + least + " to " + most;
        if (!(value instanceof Yaml.Scalar scalar) || !scalar.is(Yaml.Kind.NUMBER)) {
            boolean quoted =
                    value instanceof Yaml.Scalar scalar && scalar.text().matches("-?[0-9]+");
            findings.error(
                    value.where(),
                    "expected " + what + ", found " + value.described(),
                    quoted ? "the quotes make it a text" : "it has to be " + range,
                    quoted ? "leave the quotes out" : range);
            return Optional.empty();
        }
        Optional<Integer> number = parse(scalar.text()).filter(n -> n >= least && n <= most);
        if (number.isEmpty()) {
            findings.error(value.where(), scalar.text() + " is not " + what, "it has to be " + range, range);
        }
        return number;
    }

    private static Optional<Integer> parse(String text) {
        return text.matches("-?[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }
}
