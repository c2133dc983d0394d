package no.fribyte.lbprov.app;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Patience;
import no.fribyte.lbprov.proxmox.Pause;
import no.fribyte.lbprov.proxmox.Timeouts;
import no.fribyte.lbprov.step.StepLimits;

/** The clock, and how long things are waited for. */
public record Times(InstantSource clock, Pause pause, StepLimits limits, Timeouts timeouts, Patience patience) {
    public Times {
        requireNonNull(clock, "clock");
        requireNonNull(pause, "pause");
        requireNonNull(limits, "limits");
        requireNonNull(timeouts, "timeouts");
        requireNonNull(patience, "patience");
    }

    /** Waits, unless the command is to end. */
    void sleep(Duration time) {
        try {
            pause.forAbout(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LbprovException(ExitStatus.INTERRUPTED, Problem.error("interrupted while waiting"), e);
        }
    }

    public static Times real() {
        return new Times(
                InstantSource.system(), Pause.real(), StepLimits.defaults(), Timeouts.defaults(), Patience.defaults());
    }
}
