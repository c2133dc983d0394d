package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import no.fribyte.lbprov.problem.Where;

/** A value as a file has it, with its place, so that a problem found late still points at the right line. */
public sealed interface Yaml {
    /** Where the value is; for a mapping, a list or nothing that follows a key, where the key is. */
    Where where();

    /** What it is, for a message: "a list". */
    String described();

    /** Whether this is an alias, which has had its own problem. */
    default boolean isAlias() {
        return this instanceof Scalar scalar && scalar.is(Kind.ALIAS);
    }

    /** Keys and values in the order of the file. */
    record Mapping(Where where, Map<String, Entry> entries) implements Yaml {
        public Mapping {
            requireNonNull(where, "where");
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public Optional<Entry> entry(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public String described() {
            return "a mapping";
        }
    }

    /** One key of a mapping. */
    record Entry(Where key, Yaml value) {
        public Entry {
            requireNonNull(key, "key");
            requireNonNull(value, "value");
        }
    }

    /** A list. */
    record Sequence(Where where, List<Yaml> items) implements Yaml {
        public Sequence {
            requireNonNull(where, "where");
            items = List.copyOf(items);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** Anything else, with the text as it was written. */
    record Scalar(Where where, Kind kind, String text) implements Yaml {
        private static final int LONGEST_SHOWN = 60;
        private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

        public Scalar {
            requireNonNull(where, "where");
            requireNonNull(kind, "kind");
            requireNonNull(text, "text");
        }

        @Override
        public String described() {
            return switch (kind) {
                case TEXT -> "the text '" + shown() + "'";
                case NUMBER -> "the number " + text;
                case BOOLEAN -> text;
                case NOTHING -> "nothing";
                case ALIAS -> "an alias";
            };
        }

        /** One short line of a text that may be long or have many lines. */
        String shown() {
            String line = text.strip().lines().findFirst().orElse("");
            boolean whole = line.equals(text) && line.length() <= LONGEST_SHOWN;
            String shown = whole ? text : line.substring(0, Math.min(line.length(), LONGEST_SHOWN)) + "...";
            // a terminal would obey them
            return CONTROL.matcher(shown).replaceAll("?");
        }

        public boolean is(Kind other) {
            return kind == other;
        }
    }

    /** How YAML 1.2 understands a scalar. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NOTHING,
        /** What YAML would put in its place; refused where it was read, so nobody has to complain again. */
        ALIAS
    }
}
