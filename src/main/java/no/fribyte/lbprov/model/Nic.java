package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A member's attachment to a network. */
public record Nic(Network network, MacAddress mac, List<IpAddress> addresses) {
    public Nic {
        requireNonNull(network, "network");
        requireNonNull(mac, "mac");
        addresses = List.copyOf(addresses);
    }

    /** The prefix length of the subnet that an address of this NIC lies in. */
    public int prefixOf(IpAddress address) {
        return network.subnetOf(address)
                .map(Cidr::prefix)
                .orElseThrow(() -> new IllegalArgumentException(address + " is outside network " + network.name()));
    }
}
