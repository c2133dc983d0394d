package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A port that haproxy serves, and the servers behind it.
 *
 * @param servers for whatever goes nowhere else
 * @param routes for TLS connections by the name that they ask for
 * @param proxyProtocol the PROXY protocol version sent to the servers, 1 or 2
 * @param idle how long a connection may be silent
 * @param essential whether a member that cannot serve it should hand over
 * @param haproxy literal lines for the service's haproxy backend
 */
public record Service(
        String name,
        Exposure expose,
        int port,
        Mode mode,
        List<Server> servers,
        List<Route> routes,
        Check check,
        Optional<Integer> proxyProtocol,
        Optional<Duration> idle,
        boolean essential,
        Optional<String> haproxy) {

    /** At which layer haproxy proxies. */
    public enum Mode {
        TCP,
        HTTP
    }

    public Service {
        requireNonNull(name, "name");
        requireNonNull(expose, "expose");
        requireNonNull(mode, "mode");
        servers = List.copyOf(servers);
        routes = List.copyOf(routes);
        requireNonNull(check, "check");
        requireNonNull(proxyProtocol, "proxyProtocol");
        requireNonNull(idle, "idle");
        requireNonNull(haproxy, "haproxy");
    }

    /** Those of the routes too; one may be there more than once. */
    public Stream<Server> allServers() {
        return Stream.concat(
                servers.stream(), routes.stream().map(Route::servers).flatMap(List::stream));
    }
}
