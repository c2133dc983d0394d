package no.fribyte.lbprov.profile.rule;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Questions about addresses that several rules ask. */
final class Addresses {
    private static final List<Cidr> LOCAL = List.of(
            Cidr.of("10.0.0.0/8"),
            Cidr.of("172.16.0.0/12"),
            Cidr.of("192.168.0.0/16"),
            Cidr.of("100.64.0.0/10"),
            Cidr.of("169.254.0.0/16"),
            Cidr.of("fc00::/7"),
            Cidr.of("fe80::/10"));

    private static final List<Cidr> DOCUMENTATION = List.of(
            Cidr.of("192.0.2.0/24"), Cidr.of("198.51.100.0/24"), Cidr.of("203.0.113.0/24"), Cidr.of("2001:db8::/32"));

    private Addresses() {}

    static boolean within(Collection<Placed<Cidr>> networks, IpAddress address) {
        return networks.stream().anyMatch(network -> network.value().contains(address));
    }

    static boolean hasFamily(Collection<Placed<IpAddress>> addresses, boolean v6) {
        return addresses.stream().anyMatch(address -> address.value().isV6() == v6);
    }

    static String family(boolean v6) {
        return v6 ? "IPv6" : "IPv4";
    }

    static String list(Collection<Placed<Cidr>> networks) {
        return networks.stream().map(network -> network.value().toString()).collect(Collectors.joining(", "));
    }

    /** Why no machine may have the address: the first and last of an IPv4 subnet, and the first of an IPv6 one. */
    static Optional<String> reserved(Collection<Placed<Cidr>> networks, IpAddress address) {
        return networks.stream()
                .map(Placed::value)
                .filter(network -> network.contains(address)
                        && network.prefix() < network.network().bits() - 1)
                .findFirst()
                .flatMap(network -> reserved(network, address));
    }

    private static Optional<String> reserved(Cidr network, IpAddress address) {
        if (address.equals(network.network())) {
            return Optional.of(
                    network.isV6()
                            ? "it is the routers' anycast address of " + network
                            : "it is the address of the network " + network + " itself");
        }
        boolean broadcast = !network.isV6() && address.equals(network.last());
        return broadcast ? Optional.of("it is the broadcast address of " + network) : Optional.empty();
    }

    /** Whether the address means one machine in the whole world. */
    static boolean global(IpAddress address) {
        return LOCAL.stream().noneMatch(network -> network.contains(address))
                && DOCUMENTATION.stream().noneMatch(network -> network.contains(address));
    }
}
