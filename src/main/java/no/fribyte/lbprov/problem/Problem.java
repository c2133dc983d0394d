package no.fribyte.lbprov.problem;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One thing that is wrong, told so that the reader can act on it.
 *
 * @param severity whether it stops the command
 * @param summary what is wrong, without a full stop: "cannot clone template 9000 on pluto"
 * @param why the reason, in a server's own words where a server spoke
 * @param attempt the next thing to try
 * @param where the place in an input file, if it is about one
 */
public record Problem(
        Severity severity, String summary, Optional<String> why, Optional<String> attempt, Optional<Where> where) {

    /** How much a problem matters. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public Problem {
        requireNonNull(severity, "severity");
        requireNonNull(summary, "summary");
        requireNonNull(why, "why");
        requireNonNull(attempt, "attempt");
        requireNonNull(where, "where");
    }

    public static Problem error(String summary) {
        return new Problem(Severity.ERROR, summary, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Problem warning(String summary) {
        return new Problem(Severity.WARNING, summary, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Problem because(String reason) {
        return new Problem(severity, summary, Optional.of(reason), attempt, where);
    }

    /** Adds what to try next. */
    public Problem hint(String nextThing) {
        return new Problem(severity, summary, why, Optional.of(nextThing), where);
    }

    public Problem at(Where place) {
        return new Problem(severity, summary, why, attempt, Optional.of(place));
    }

    /** The same as something that stops the command. */
    public Problem asError() {
        return new Problem(Severity.ERROR, summary, why, attempt, where);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line for logs and tests: {@code file:line:column: /path: what; why; try ...}. */
    public String line() {
        StringBuilder text = new StringBuilder();
        where.ifPresent(place -> text.append(place).append(": "));
        text.append(summary);
        why.ifPresent(reason -> text.append("; ").append(reason));
        attempt.ifPresent(next -> text.append("; try: ").append(next));
        return text.toString();
    }
}
