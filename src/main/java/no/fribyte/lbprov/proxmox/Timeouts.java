package no.fribyte.lbprov.proxmox;

import java.time.Duration;

/**
 * How long we wait for an answer, per kind of call.
 *
 * @param write longer than the 30 s after which Proxmox's own proxy gives up on a slow node, so that its answer comes first
 * @param agent calls that wait for a guest
 */
public record Timeouts(Duration connect, Duration read, Duration write, Duration upload, Duration agent) {

    /** The kinds of calls. */
    enum Limit {
        READ,
        WRITE,
        UPLOAD,
        AGENT
    }

    public static Timeouts defaults() {
        return new Timeouts(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(40),
                Duration.ofMinutes(10),
                Duration.ofSeconds(15));
    }

    Duration of(Limit limit) {
        return switch (limit) {
            case READ -> read;
            case WRITE -> write;
            case UPLOAD -> upload;
            case AGENT -> agent;
        };
    }
}
