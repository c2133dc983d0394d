package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A task that still runs. */
public record RunningTask(Upid upid, Instant since) {
    public RunningTask {
        requireNonNull(upid, "upid");
        requireNonNull(since, "since");
    }
}
