package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** Someone who may connect to the VPN. */
public record VpnMember(String name, List<IpAddress> addresses, WireGuardKey key, Optional<String> comment) {
    public VpnMember {
        requireNonNull(name, "name");
        addresses = List.copyOf(addresses);
        requireNonNull(key, "key");
        requireNonNull(comment, "comment");
    }
}
