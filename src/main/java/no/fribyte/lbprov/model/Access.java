package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How a node's API is reached and trusted.
 *
 * @param addresses {@code https://host:port}, tried in order, since the usual one may be behind the pair itself
 * @param serverName the name its certificate must carry; the address's host when absent
 * @param socks a SOCKS proxy as {@code host:port}
 */
public record Access(
        List<String> addresses, Optional<String> serverName, Optional<String> socks, Trust trust, ApiToken token) {
    public Access {
        addresses = List.copyOf(addresses);
        requireNonNull(serverName, "serverName");
        requireNonNull(socks, "socks");
        requireNonNull(trust, "trust");
        requireNonNull(token, "token");
    }
}
