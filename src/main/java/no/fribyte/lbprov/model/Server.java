package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

/** One server behind a service. */
public record Server(String name, IpAddress address, int port) {
    public Server {
        requireNonNull(name, "name");
        requireNonNull(address, "address");
    }
}
