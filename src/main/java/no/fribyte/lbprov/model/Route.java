package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Servers for TLS connections that ask for a certain name (SNI, RFC 6066), which clients send in clear: nothing is decrypted.
 *
 * @param host a host name, or {@code *.} and a domain for all names below it
 */
public record Route(String host, List<Server> servers) {
    private static final String WILDCARD = "*";

    public Route {
        requireNonNull(host, "host");
        servers = List.copyOf(servers);
    }

    public boolean isWildcard() {
        return host.startsWith(WILDCARD);
    }

    /** What a name that is routed here ends with, or is: {@code .apps.example.org}, {@code git.example.org}. */
    public String pattern() {
        return isWildcard() ? host.substring(WILDCARD.length()) : host;
    }
}
