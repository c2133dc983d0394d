package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
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
    void every_rule_is_needed_by_a_bad_input() {
        Map<String, BadInput> witnesses = new TreeMap<>();
        for (Rule rule : Rules.all()) {
            List<Rule> others = Rules.all().stream()
                    .filter(other -> !other.name().equals(rule.name()))
                    .toList();
            cases().stream()
                    .filter(input -> !without(others, input).equals(input.problems(Rules.all())))
                    .findFirst()
                    .ifPresent(input -> witnesses.put(rule.name(), input));
        }
        assertThat(witnesses.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Rules.all().stream().map(Rule::name).toList());
    }

    /** Without a rule, input may get as far as the model, which throws. */
    private static String without(List<Rule> others, BadInput input) {
        try {
            return input.problems(others);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return "the model refuses it: " + e;
        }
    }
}
