package no.fribyte.lbprov.profile.rule;

import static java.util.Objects.requireNonNull;

import no.fribyte.lbprov.profile.yaml.Findings;

/** One thing that must hold; it can be left out alone, so that a test can show that each one is needed. */
public record Rule(String name, Check check) {
    /** Looks at one thing only, and copes with parts that are missing. */
    @FunctionalInterface
    public interface Check {
        void look(Case input, Findings findings);
    }

    public Rule {
        requireNonNull(name, "name");
        requireNonNull(check, "check");
    }

    @Override
    public String toString() {
        return name;
    }
}
