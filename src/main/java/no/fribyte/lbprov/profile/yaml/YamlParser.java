package no.fribyte.lbprov.profile.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.problem.Where;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads one YAML file into a tree with places; anchors, tags and duplicate keys are problems. */
public final class YamlParser {
    private final String file;
    private final List<int[]> lines;
    private final JsonParser parser;
    private final Findings findings;

    private YamlParser(String file, String text, JsonParser parser, Findings findings) {
        this.file = file;
        // one look per value, and a line may hold thousands of them
        this.lines = text.lines().map(line -> line.codePoints().toArray()).toList();
        this.parser = parser;
        this.findings = findings;
    }

    /** The mapping that the file is; nothing when it is no YAML, and then the findings say why. */
    public static Optional<Yaml.Mapping> parse(String file, String text, Findings findings) {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            return new YamlParser(file, text, parser, findings).document();
        } catch (JacksonException e) {
            findings.add(SyntaxProblem.of(file, e));
            return Optional.empty();
        }
    }

    private Optional<Yaml.Mapping> document() {
        Where start = new Where(file, 1, 1, "");
        if (parser.nextToken() == null) {
            findings.error(start, "the file is empty", "it has no key at all", "profiles/example.yaml has every key");
            return Optional.empty();
        }
        Yaml root = value("", start);
        if (parser.nextToken() != null) {
            findings.error(
                    here(""), "a second YAML document begins here", "a file holds one", "remove the line with ---");
        }
        if (root instanceof Yaml.Mapping mapping) {
            return Optional.of(mapping);
        }
        findings.error(
                start, "expected keys and values, found " + root.described(), "the file is no mapping", "key: value");
        return Optional.empty();
    }

    /** The value at the current token; key is the place to blame where the value has none of its own. */
    private Yaml value(String path, Where key) {
        refuseSpecials(path);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(path, key);
        } else if (token == JsonToken.START_ARRAY) {
            return sequence(path, key);
        } else if (token == JsonToken.VALUE_NULL) {
            return new Yaml.Scalar(key, Yaml.Kind.NOTHING, "");
        }
        int mark = markHere();
        if (mark == '~' && parser.getString().equals("~")) {
            // Jackson follows YAML's JSON schema, where this is a text; people mean null
            return new Yaml.Scalar(key, Yaml.Kind.NOTHING, "");
        }
        boolean alias = token == JsonToken.VALUE_STRING && mark == '*';
        return new Yaml.Scalar(here(path), alias ? Yaml.Kind.ALIAS : kind(token), parser.getString());
    }

    private Yaml.Mapping mapping(String path, Where where) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            String pointer = name.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?")
                    .replace("~", "~0")
                    .replace("/", "~1");
            Where key = here(path + "/" + pointer);
            refuseSpecials(key.path());
            parser.nextToken();
            keep(entries, name, new Yaml.Entry(key, value(key.path(), key)));
        }
        entries.remove("<<");
        return new Yaml.Mapping(where, entries);
    }

    private void keep(Map<String, Yaml.Entry> entries, String name, Yaml.Entry entry) {
        if (name.chars().anyMatch(Character::isISOControl)) {
            findings.error(entry.key(), "this key holds control characters", "no key has any", "a key without escapes");
            return;
        }
        Yaml.Entry known = entries.putIfAbsent(name, entry);
        if (known != null) {
            findings.error(
                    entry.key(),
                    "the key '" + name + "' is there twice",
                    "it is on line " + known.key().line() + " already, and one of them would be ignored",
                    "remove one, or put both into one");
        }
    }

    private Yaml.Sequence sequence(String path, Where where) {
        List<Yaml> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String below = path + "/" + items.size();
            items.add(value(below, here(below)));
        }
        return new Yaml.Sequence(where, items);
    }

    /** Jackson gives an alias as the text of its name and hides a scalar's anchor, so the file's own text decides. */
    private void refuseSpecials(String path) {
        boolean block = parser.currentToken() == JsonToken.START_OBJECT && !hasAnchorOrTag();
        int mark = block ? ' ' : markHere();
        if (mark == '&' || mark == '*' || isMergeKey()) {
            findings.error(
                    here(path),
                    "YAML anchors, aliases and merge keys are not taken",
                    "they hide from the reader what a line says",
                    "write the value out, or use extends: for what two profiles share");
        } else if (mark == '!') {
            findings.error(here(path), "YAML tags are not taken", "every key knows its type", "leave the tag out");
        }
    }

    private boolean isMergeKey() {
        return parser.currentToken() == JsonToken.PROPERTY_NAME
                && parser.currentName().equals("<<");
    }

    private boolean hasAnchorOrTag() {
        return parser.getObjectId() != null || parser.getTypeId() != null;
    }

    private int markHere() {
        TokenStreamLocation place = parser.currentTokenLocation();
        if (place.getLineNr() < 1 || place.getLineNr() > lines.size()) {
            return ' ';
        }
        int[] line = lines.get(place.getLineNr() - 1);
        int column = Math.max(0, place.getColumnNr() - 1);
        return column < line.length ? line[column] : ' ';
    }

    private Where here(String path) {
        TokenStreamLocation place = parser.currentTokenLocation();
        return new Where(file, place.getLineNr(), place.getColumnNr(), path);
    }

    private static Yaml.Kind kind(JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Yaml.Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Yaml.Kind.BOOLEAN;
            default -> Yaml.Kind.TEXT;
        };
    }
}
