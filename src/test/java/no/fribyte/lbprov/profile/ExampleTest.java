package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.ProfileDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.ListType;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextOrMapping;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.Yaml;
import no.fribyte.lbprov.profile.yaml.YamlParser;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The example files are the reference: they show every key that the reader declares, each with a comment. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExampleTest {
    /** A live one would need another profile, so the example shows it in a comment. */
    private static final String EXTENDS = "# extends: production # ";

    /** Only in a lab, which the example is not. */
    private static final String FILE = "# debian-12: {file: baked} # ";

    /** Declared keys, such as {@code a member: node}, and where the example has them; a shape used twice counts once. */
    private final Map<String, List<Where>> shown = new TreeMap<>();

    private final Set<String> declared = new TreeSet<>();

    @Test
    void example_yaml_shows_every_key_of_a_profile_with_a_comment() throws IOException {
        Path file = Path.of("profiles/example.yaml");

        collect(ProfileDraft.TYPE, List.of(parse(file)));

        assertThat(declared).hasSizeGreaterThan(50).contains("a member: mac", "an HTTP check: status");
        declared.remove("a profile: extends");
        assertThat(Files.readString(file)).contains(EXTENDS);
        assertThat(shown.keySet()).isEqualTo(declared);
        assertThat(withoutComment(file)).isEmpty();
    }

    @Test
    void example_yaml_shows_every_key_of_an_inventory_with_a_comment() throws IOException {
        Path file = Path.of("inventory/example.yaml");

        collect(InventoryDraft.TYPE, List.of(parse(file)));

        assertThat(declared).hasSizeGreaterThan(25).contains("the TLS trust: pins");
        declared.remove("an image: file");
        assertThat(Files.readString(file)).contains(FILE);
        assertThat(shown.keySet()).isEqualTo(declared);
        assertThat(withoutComment(file)).isEmpty();
    }

    private static Yaml parse(Path file) throws IOException {
        return YamlParser.parse(file.toString(), Files.readString(file), new Findings())
                .orElseThrow();
    }

    private void collect(Type<?> type, List<Yaml> values) {
        if (type instanceof ListType<?> list) {
            collect(list.item(), values);
        } else if (type instanceof TextOrMapping<?> either) {
            collect(either.mapping(), values);
        } else if (type instanceof MappingType<?> mapping) {
            collect(mapping.shape(), values);
        }
    }

    private void collect(Shape shape, List<Yaml> values) {
        for (Key<?> key : shape.keys()) {
            String name = shape.what() + ": " + key.name();
            declared.add(name);
            List<Yaml> below = new ArrayList<>();
            for (Yaml value : values) {
                if (value instanceof Yaml.Mapping mapping) {
                    mapping.entry(key.name()).ifPresent(entry -> {
                        shown.computeIfAbsent(name, any -> new ArrayList<>()).add(entry.key());
                        below.add(entry.value());
                    });
                }
            }
            collect(key.type(), below);
        }
        shape.names().ifPresent(names -> {
            List<Yaml> below = new ArrayList<>();
            for (Yaml value : values) {
                if (value instanceof Yaml.Mapping mapping) {
                    mapping.entries().forEach((key, entry) -> {
                        if (shape.keys().stream()
                                .noneMatch(known -> known.name().equals(key))) {
                            below.add(entry.value());
                        }
                    });
                }
            }
            collect(names.value(), below);
        });
    }

    /** Keys of which no place has a comment on its line or on the line above. */
    private List<String> withoutComment(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return shown.entrySet().stream()
                .filter(key -> key.getValue().stream().noneMatch(place -> commented(lines, place)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean commented(List<String> lines, Where place) {
        String above = place.line() > 1 ? lines.get(place.line() - 2).strip() : "";
        return lines.get(place.line() - 1).contains(" # ") || above.startsWith("# ");
    }
}
