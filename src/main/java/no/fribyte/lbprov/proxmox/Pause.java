package no.fribyte.lbprov.proxmox;

import java.time.Duration;

/** Sleeping, injected so that tests need no real time. */
@FunctionalInterface
public interface Pause {
    void forAbout(Duration time) throws InterruptedException;

    static Pause real() {
        return time -> Thread.sleep(time.toMillis());
    }
}
