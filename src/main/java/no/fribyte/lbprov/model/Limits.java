package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The longest outages the pair's owner accepts; drills measure against them. */
public record Limits(Duration failover, Duration switchover, Duration vpnFailover) {
    public Limits {
        requireNonNull(failover, "failover");
        requireNonNull(switchover, "switchover");
        requireNonNull(vpnFailover, "vpnFailover");
    }
}
