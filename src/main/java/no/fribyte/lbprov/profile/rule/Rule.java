package no.fribyte.lbprov.profile.rule;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;
import no.fribyte.lbprov.profile.yaml.Findings;

/**
 * One thing that must hold; it can be left out alone, so that a test can show that each one is needed.
 *
 * @param needs what must have been readable for the rule to make sense
 */
public record Rule(String name, Predicate<Soundness> needs, Check check) {
    /** Looks at one thing only. */
    @FunctionalInterface
    public interface Check {
        void look(Case input, Findings findings);
    }

    public Rule {
        requireNonNull(name, "name");
        requireNonNull(needs, "needs");
        requireNonNull(check, "check");
    }

    Rule(String name, Check check) {
        this(name, soundness -> true, check);
    }

    Rule needing(Predicate<Soundness> parts) {
        return new Rule(name, parts, check);
    }

    public void look(Case input, Findings findings) {
        if (needs.test(input.soundness())) {
            check.look(input, findings);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
