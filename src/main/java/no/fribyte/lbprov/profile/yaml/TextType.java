package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A text that stands for a value.
 *
 * @param what it is, with its article, for messages
 * @param example one that is right
 * @param pattern of the whole text, for editors; empty where no pattern says it
 * @param parser understands the text
 */
public record TextType<T>(String what, String example, String pattern, Function<String, Reading<T>> parser)
        implements Type<T> {
    public TextType {
        requireNonNull(what, "what");
        requireNonNull(example, "example");
        requireNonNull(pattern, "pattern");
        requireNonNull(parser, "parser");
    }

    /** A text that is right when it has a form. */
    public static TextType<String> matching(String what, String example, String pattern, String why) {
        Pattern form = Pattern.compile(pattern);
        return new TextType<>(
                what,
                example,
                "^(" + pattern + ")$",
                text -> form.matcher(text).matches()
                        ? Reading.taken(text)
                        : Reading.refused(why, "a text such as " + example));
    }

    /** A text that a model type parses. */
    public static <T> TextType<T> parsed(
            String what, String example, String pattern, String why, Function<String, Optional<T>> parser) {
        return new TextType<>(
                what,
                example,
                pattern,
                text -> Reading.ofOptional(
                        parser.apply(text), () -> Reading.refused(why, "a text such as " + example)));
    }

    /** The same text for another value. */
    public <R> TextType<R> map(Function<T, ? extends R> change) {
        return new TextType<>(what, example, pattern, text -> {
            Reading<T> reading = parser.apply(text);
            if (reading instanceof Reading.Refused<T> refused) {
                return Reading.refused(refused.why(), refused.attempt());
            }
            return Reading.taken(change.apply(((Reading.Taken<T>) reading).value()));
        });
    }

    @Override
    public Optional<T> read(Yaml value, Findings findings) {
        if (!(value instanceof Yaml.Scalar scalar) || !scalar.is(Yaml.Kind.TEXT)) {
            boolean unquoted = value instanceof Yaml.Scalar scalar && !scalar.is(Yaml.Kind.NOTHING);
            findings.error(
                    value.where(),
                    "expected " + what + ", found " + value.described(),
                    unquoted ? "YAML takes it for something else than text" : "it has to be one text",
                    "a text such as " + example + hint(value));
            return Optional.empty();
        }
        Reading<T> reading = parser.apply(scalar.text());
        if (reading instanceof Reading.Refused<T> refused) {
            findings.error(value.where(), "'" + scalar.shown() + "' is not " + what, refused.why(), refused.attempt());
        }
        return reading instanceof Reading.Taken<T> taken ? Optional.of(taken.value()) : Optional.empty();
    }

    private static String hint(Yaml value) {
        if (value instanceof Yaml.Mapping) {
            return "; in quotes if it ends with a colon";
        }
        return value instanceof Yaml.Scalar ? "; in quotes if it looks like a number or true" : "";
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        if (!pattern.isEmpty()) {
            schema.put("pattern", pattern);
        }
        schema.put("examples", List.of(example));
        return schema;
    }
}
