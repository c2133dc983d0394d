package no.fribyte.lbprov.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Time as one client sees it: the clock, the pauses, and what an interruption means. */
final class Waiting {
    private final InstantSource clock;
    private final Pause pause;

    Waiting(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    Instant now() {
        return clock.instant();
    }

    Duration since(Instant moment) {
        return Duration.between(moment, clock.instant());
    }

    /** Pauses; an interruption ends the command and stays visible to the thread. */
    void pause(Duration time, String attempt) {
        try {
            pause.forAbout(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw interrupted(attempt);
        }
        stopIfInterrupted(attempt);
    }

    void stopIfInterrupted(String attempt) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(attempt);
        }
    }

    private static LbprovException interrupted(String attempt) {
        Problem problem = Problem.error("interrupted while trying to " + attempt)
                .hint("run the command again: it looks at what is there before it goes on");
        return new LbprovException(ExitStatus.INTERRUPTED, problem);
    }
}
