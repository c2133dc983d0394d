package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.profile.rule.Rule;
import no.fribyte.lbprov.profile.rule.Rules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told about bad input; {@code -Dgolden=write} writes the expectations anew. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BadInputTest {
    static List<BadInput> cases() {
        return BadInput.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_problem_is_told_at_its_place(BadInput input) throws IOException {
        String told = input.problems(Rules.all());
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(input.expectation(), told);
        }
        assertThat(told).isEqualTo(Files.readString(input.expectation())).isNotEmpty();
    }

    @Test
    void every_rule_is_shown_by_a_bad_input() {
        Set<String> shown = new TreeSet<>();
        List<Rule> watched =
                Rules.all().stream().map(rule -> watch(rule, shown)).toList();

        cases().forEach(input -> input.problems(watched));

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        Rules.all().stream().map(Rule::name).toList());
    }

    /** The rule, and a note when it was the one to find something. */
    private static Rule watch(Rule rule, Set<String> shown) {
        return new Rule(rule.name(), rule.needs(), (input, findings) -> {
            int before = findings.inOrder(List.of()).size();
            rule.check().look(input, findings);
            if (findings.inOrder(List.of()).size() > before) {
                shown.add(rule.name());
            }
        });
    }
}
