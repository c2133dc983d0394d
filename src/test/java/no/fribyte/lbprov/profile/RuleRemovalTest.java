package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.NoSuchElementException;
import no.fribyte.lbprov.profile.rule.Rule;
import no.fribyte.lbprov.profile.rule.Rules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule is needed: the bad inputs notice when it is switched off. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RuleRemovalTest {
    static List<Rule> rules() {
        return Rules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void without_a_rule_a_case_would_fail(Rule rule) {
        List<Rule> others = Rules.all().stream()
                .filter(other -> !other.name().equals(rule.name()))
                .toList();

        assertThat(others).hasSize(Rules.all().size() - 1);
        assertThat(BadInput.all()).anyMatch(input -> fails(input, others));
    }

    /** What a rule would have refused may be more than the model takes. */
    private static boolean fails(BadInput input, List<Rule> rules) {
        try {
            return !input.problems(rules).equals(Files.readString(input.expectation()));
        } catch (NoSuchElementException | IllegalArgumentException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
