package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How we wait for something that runs on a node.
 *
 * @param first the pause before the second look
 * @param longest what the pause grows to
 * @param unborn how long a task just started may not be found
 * @param silence how long the node may not answer while we wait
 * @param whole how long one wait may take in all; a large disk on a slow storage takes its time
 */
public record Patience(Duration first, Duration longest, Duration unborn, Duration silence, Duration whole) {
    public Patience {
        requireNonNull(first, "first");
        requireNonNull(longest, "longest");
        requireNonNull(unborn, "unborn");
        requireNonNull(silence, "silence");
        requireNonNull(whole, "whole");
    }

    public static Patience defaults() {
        return new Patience(
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                Duration.ofHours(2));
    }

    /** A twentieth longer: the end of a task is seen when at most a twentieth of its time has passed since. */
    Duration after(Duration pause) {
        Duration next = pause.multipliedBy(21).dividedBy(20);
        return next.compareTo(longest) > 0 ? longest : next;
    }
}
