package no.fribyte.lbprov.ha;

import java.util.function.Consumer;

/**
 * Something that happens to a pair and is mended afterwards.
 *
 * @param quick whether a CI run tries it
 * @param baseline whether it means something to the hand-made pair as well
 * @param repeated whether the bench runs it more than once
 */
record Event(String name, boolean quick, boolean baseline, boolean repeated, Consumer<Trial> procedure) {
    static final int KILL = 9;
    static final int CONTINUE = 18;
    static final int STOP = 19;

    static Event quick(String name, Consumer<Trial> procedure) {
        return new Event(name, true, true, true, procedure);
    }

    static Event slow(String name, Consumer<Trial> procedure) {
        return new Event(name, false, true, true, procedure);
    }

    Event ofOursOnly() {
        return new Event(name, quick, false, repeated, procedure);
    }

    /** Takes long, or gives the same each time. */
    Event once() {
        return new Event(name, quick, baseline, false, procedure);
    }
}
