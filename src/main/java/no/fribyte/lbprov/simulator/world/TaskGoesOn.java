package no.fribyte.lbprov.simulator.world;

import java.time.Duration;

/** Thrown by work that waits for a guest: it is tried again a little later, until it has taken too long. */
final class TaskGoesOn extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final Duration PAUSE = Duration.ofMillis(200);
    /** What Proxmox gives a guest to shut down in. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /**
     * @param timeout what the task dies of when its time is over
     */
    TaskGoesOn(String timeout) {
        super(timeout, null, false, false);
    }

    String timeout() {
        return String.valueOf(getMessage());
    }
}
