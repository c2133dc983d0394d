package no.fribyte.lbprov.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One line of a run's story: what the screen shows and the journal keeps, so that the two cannot disagree. It holds titles,
 * task ids and outcomes, never a step's data.
 *
 * @param lane whom it is about: a member, or "pair"
 * @param step the step's title
 * @param text progress, a task's id, or a problem in words; empty where the kind says it all
 */
public record Entry(Instant time, String run, String lane, String step, Kind kind, String text) {
    /** What happened. */
    public enum Kind {
        STARTED,
        TASK,
        PROGRESS,
        WARNING,
        DONE,
        FAILED,
        /** Ctrl-C came in the middle of a step. */
        INTERRUPTED,
        /** A step failed, and what was done is taken back. */
        UNDOING
    }

    public Entry {
        requireNonNull(time, "time");
        requireNonNull(run, "run");
        requireNonNull(lane, "lane");
        requireNonNull(step, "step");
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
    }
}
