package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import no.fribyte.lbprov.problem.Problem;

/** One thing that was found, be it good or bad. */
public record Finding(Level level, String text, Optional<String> why, Optional<String> attempt) {
    /** How much it matters. */
    public enum Level {
        /** As it should be. */
        OK,
        /** It works now, and may not always; or it could not be seen. */
        WARNING,
        /** Something that lbprov needs is missing or wrong. */
        ERROR
    }

    public Finding {
        requireNonNull(level, "level");
        requireNonNull(text, "text");
        requireNonNull(why, "why");
        requireNonNull(attempt, "attempt");
    }

    static Finding ok(String text) {
        return new Finding(Level.OK, text, Optional.empty(), Optional.empty());
    }

    static Finding of(Problem problem) {
        Level level = problem.isError() ? Level.ERROR : Level.WARNING;
        return new Finding(level, problem.summary(), problem.why(), problem.attempt());
    }

    /** It cannot be told for want of a right, which is named elsewhere. */
    static Finding hidden(String what) {
        return of(Problem.warning(what + " cannot be seen").because("the token lacks a right for it: see its rights"));
    }
}
