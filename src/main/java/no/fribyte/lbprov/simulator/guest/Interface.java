package no.fribyte.lbprov.simulator.guest;

import java.util.List;

/** A network interface as the guest has configured it on one of its cards. */
record Interface(String name, Hardware.Nic nic, List<Subnet> addresses, List<Ip> gateways, List<String> resolvers) {
    Interface {
        addresses = List.copyOf(addresses);
        gateways = List.copyOf(gateways);
        resolvers = List.copyOf(resolvers);
    }

    boolean isUp() {
        return nic.linkUp();
    }

    boolean has(Ip ip) {
        return addresses.stream().anyMatch(subnet -> subnet.address().equals(ip));
    }

    boolean isOnLink(Ip ip) {
        return addresses.stream().anyMatch(subnet -> subnet.contains(ip));
    }

    /** A gateway outside of the interface's subnets is refused by the kernel: there is then no default route. */
    boolean hasDefaultRoute(boolean v6) {
        return gateways.stream().anyMatch(gateway -> gateway.isV6() == v6 && isOnLink(gateway));
    }

    boolean hasDefaultRoute() {
        return hasDefaultRoute(false) || hasDefaultRoute(true);
    }
}
