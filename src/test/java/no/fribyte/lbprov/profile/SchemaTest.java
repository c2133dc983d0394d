package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.ProfileDraft;
import no.fribyte.lbprov.profile.yaml.JsonSchema;
import no.fribyte.lbprov.profile.yaml.Type;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schemas for editors; {@code -Dgolden=write} writes them anew. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchemaTest {
    private static final Path FOLDER = Path.of("src/main/resources/schema");

    @Test
    void the_profile_schema_says_what_the_reader_takes() throws IOException {
        assertFile("profile.schema.json", "A profile of lbprov", ProfileDraft.TYPE);
    }

    @Test
    void the_inventory_schema_says_what_the_reader_takes() throws IOException {
        assertFile("inventory.schema.json", "An inventory of lbprov", InventoryDraft.TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example", "demo", "production", "staging"})
    void the_schema_accepts_every_shipped_profile(String name) throws IOException {
        assertThat(errors("profile.schema.json", Path.of("profiles", name + ".yaml")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example", "fribyte", "simulator"})
    void the_schema_accepts_every_shipped_inventory(String name) throws IOException {
        assertThat(errors("inventory.schema.json", Path.of("inventory", name + ".yaml")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-keys", "wrong-types", "choices", "names", "durations", "sizes", "vpn-key"})
    void the_schema_refuses_what_an_editor_can_know_to_be_wrong(String name) throws IOException {
        assertThat(errors("profile.schema.json", BadInput.ROOT.resolve("bad/" + name + ".yaml")))
                .isNotEmpty();
    }

    private static void assertFile(String name, String title, Type<?> type) throws IOException {
        Path file = FOLDER.resolve(name);
        String schema = JsonSchema.document(title, type);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(file, schema);
        }
        assertThat(file).hasContent(schema);
    }

    private static String errors(String schema, Path file) throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema compiled = registry.getSchema(Files.readString(FOLDER.resolve(schema)), InputFormat.JSON);
        return String.join(
                "\n",
                compiled.validate(Files.readString(file), InputFormat.YAML).stream()
                        .map(Object::toString)
                        .toList());
    }
}
