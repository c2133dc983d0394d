package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Optional;

/** What all clients of a run share. */
public record ClientSettings(
        Timeouts timeouts, Patience patience, InstantSource clock, Pause pause, Optional<Trace> trace) {

    public ClientSettings {
        requireNonNull(timeouts, "timeouts");
        requireNonNull(patience, "patience");
        requireNonNull(clock, "clock");
        requireNonNull(pause, "pause");
        requireNonNull(trace, "trace");
    }

    public static ClientSettings defaults() {
        return new ClientSettings(
                Timeouts.defaults(), Patience.defaults(), InstantSource.system(), Pause.real(), Optional.empty());
    }

    public ClientSettings with(Trace file) {
        return new ClientSettings(timeouts, patience, clock, pause, Optional.of(file));
    }
}
