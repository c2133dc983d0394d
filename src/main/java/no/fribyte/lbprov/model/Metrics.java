package no.fribyte.lbprov.model;

import java.util.List;

/**
 * Where each member shows haproxy's statistics, for people and for Prometheus: on its own addresses, since on a shared one
 * nobody would ever see the other member.
 *
 * @param port TCP, on every address of the member's own
 * @param from the networks that may look
 */
public record Metrics(int port, List<Cidr> from) {
    public Metrics {
        from = List.copyOf(from);
    }
}
