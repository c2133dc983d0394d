package no.fribyte.lbprov.run;

import java.time.InstantSource;
import java.util.function.Consumer;
import no.fribyte.lbprov.problem.Problem;

/** Tells what happens in one step of one lane. */
public final class LaneLog {
    private final String run;
    private final String lane;
    private final String step;
    private final InstantSource clock;
    private final Consumer<Entry> sink;

    LaneLog(String run, String lane, String step, InstantSource clock, Consumer<Entry> sink) {
        this.run = run;
        this.lane = lane;
        this.step = step;
        this.clock = clock;
        this.sink = sink;
    }

    /** Whom the lane is about. */
    public String lane() {
        return lane;
    }

    /** A line that replaces the last one on a screen. */
    public void progress(String text) {
        write(Entry.Kind.PROGRESS, text);
    }

    /** A task was started on a node. */
    public void task(String upid) {
        write(Entry.Kind.TASK, upid);
    }

    public void warn(Problem problem) {
        write(Entry.Kind.WARNING, problem.line());
    }

    void write(Entry.Kind kind, String text) {
        sink.accept(new Entry(clock.instant(), run, lane, step, kind, text));
    }
}
