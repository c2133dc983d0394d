package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The WireGuard network that both members serve with the same key and the same address.
 *
 * @param networks at most one per family
 * @param addresses the server's own, one in each network
 * @param port UDP
 * @param mtu of wg0; derived from the public network's when absent
 */
public record Vpn(
        List<Cidr> networks, List<IpAddress> addresses, int port, Optional<Integer> mtu, List<VpnMember> members) {
    public Vpn {
        networks = List.copyOf(networks);
        addresses = List.copyOf(addresses);
        requireNonNull(mtu, "mtu");
        members = List.copyOf(members);
    }
}
