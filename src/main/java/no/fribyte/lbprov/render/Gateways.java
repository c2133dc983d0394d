package no.fribyte.lbprov.render;

import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Network;

/** The question every route by a gateway has to answer. */
final class Gateways {
    private Gateways() {}

    /** Whether the kernel must be told that the gateway is on the link: outside the subnets, or their anycast address. */
    static boolean needsOnLink(Network network, IpAddress gateway) {
        return network.subnetOf(gateway)
                .map(subnet -> subnet.network().equals(gateway))
                .orElse(true);
    }
}
