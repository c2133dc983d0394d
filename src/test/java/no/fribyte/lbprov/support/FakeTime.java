package no.fribyte.lbprov.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import no.fribyte.lbprov.app.Times;
import no.fribyte.lbprov.proxmox.Patience;
import no.fribyte.lbprov.proxmox.Timeouts;
import no.fribyte.lbprov.step.StepLimits;

/** Time that passes only where lbprov waits, so that nothing is waited for and every deadline comes. */
public final class FakeTime implements InstantSource {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong passed = new AtomicLong();
    private volatile Runnable watcher = () -> {};

    @Override
    public Instant instant() {
        watcher.run();
        return START.plusNanos(passed.get());
    }

    public void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    /** Goes by the real clock, which the simulator dates its answers and certificates by. */
    public void synchronise(Duration ahead) {
        passed.set(Duration.between(START, Instant.now().plus(ahead)).toNanos());
    }

    /** Gets a call, on lbprov's own thread, whenever lbprov looks at the clock: at every line of the journal, and while it waits. */
    public void watch(Runnable with) {
        watcher = with;
    }

    /** As in real life, but with few looks: a deadline costs two or three calls. */
    Times times(Timeouts timeouts) {
        StepLimits limits = new StepLimits(
                Duration.ofMinutes(10),
                Duration.ofMinutes(20),
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                // both lanes let time pass, each at its looks
                Duration.ofMinutes(30),
                Duration.ofMinutes(6));
        Patience patience = new Patience(
                // every look is a real call
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                // the simulator's tasks take real time, in which there are many of these minutes
                Duration.ofDays(1));
        return new Times(this, this::pass, limits, timeouts, patience);
    }
}
