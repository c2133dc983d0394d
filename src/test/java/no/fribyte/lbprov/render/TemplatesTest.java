package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void numbers_and_booleans_are_written_as_programs_read_them() throws IOException {
        assertThat(filled("${n} ${b?c}", Map.of("n", 1234567, "b", true))).isEqualTo("1234567 true");
    }

    @Test
    void c_quotes_a_string_so_that_yaml_reads_it_back() throws IOException {
        assertThat(filled("${s?c}", Map.of("s", "a \"b\"\n# c: {}"))).isEqualTo("\"a \\\"b\\\"\\n# c: {}\"");
    }

    @Test
    void an_undefined_variable_fails_and_names_its_place() {
        assertThatThrownBy(() -> filled("fine\n  ${missing}", Map.of()))
                .asInstanceOf(type(LbprovException.class))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.INVALID_INPUT))
                .satisfies(e -> assertThat(e.problems().get(0).line())
                        .startsWith(folder.resolve("t.ftl") + ":2:5: the template cannot be filled in; ")
                        .contains("missing"));
    }

    @Test
    void a_template_that_is_not_freemarker_names_its_place() {
        assertThatThrownBy(() -> filled("a\nb\n<#if>", Map.of()))
                .hasMessageStartingWith(folder.resolve("t.ftl") + ":3:")
                .hasMessageContaining("the template is not FreeMarker");
    }

    @Test
    void a_missing_template_is_named_with_what_to_do() {
        assertThatThrownBy(() -> new Templates(TemplateSource.folder(folder)).plain("nothing"))
                .isInstanceOf(LbprovException.class)
                .hasMessage("there is no file %s; try: copy it from lbprov's own cloudinit folder"
                        .formatted(folder.resolve("nothing")));
    }

    @Test
    void a_template_cannot_run_a_program() {
        for (String attack : List.of(
                "${'freemarker.template.utility.Execute'?new()('id')}",
                "${'freemarker.template.utility.ObjectConstructor'?new()('java.lang.Object')}",
                "${m.class}",
                "${m?api.getClass()}",
                "<#include '/etc/passwd'>",
                "<#import 't.ftl' as t>")) {
            assertThatThrownBy(() -> filled(attack, Map.of("m", Map.of())))
                    .as(attack)
                    .isInstanceOf(LbprovException.class);
        }
    }

    @Test
    void an_object_of_ours_is_no_value() {
        assertThatThrownBy(() -> filled("${o}", Map.of("o", folder))).isInstanceOf(LbprovException.class);
    }

    private String filled(String template, Map<String, ?> values) throws IOException {
        Files.writeString(folder.resolve("t.ftl"), template);
        return new Templates(TemplateSource.folder(folder)).render("t.ftl", values);
    }
}
