package no.fribyte.lbprov.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes only when somebody pauses. */
final class FakeTime implements Pause, InstantSource {
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public void forAbout(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped");
        }
        pauses.add(time);
        pass(time);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
