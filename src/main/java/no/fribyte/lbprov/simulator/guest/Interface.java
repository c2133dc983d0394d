package no.fribyte.lbprov.simulator.guest;

import java.util.List;

/** A network interface as the guest has configured it on one of its cards. */
record Interface(
        String name, Hardware.Nic nic, List<Subnet> addresses, List<Gateway> gateways, List<String> resolvers) {
    /** A way out; on-link, the kernel asks for no subnet that it lies in. */
    record Gateway(Ip ip, boolean onLink) {}

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
    boolean canUse(Gateway gateway) {
        return gateway.onLink() || gateway.ip().inet().isLinkLocalAddress() || isOnLink(gateway.ip());
    }

    boolean hasDefaultRoute(boolean v6) {
        return gateways.stream().anyMatch(gateway -> gateway.ip().isV6() == v6 && canUse(gateway));
    }

    boolean hasDefaultRoute(Ip by) {
        return gateways.stream().anyMatch(gateway -> gateway.ip().equals(by) && canUse(gateway));
    }

    boolean hasDefaultRoute() {
        return hasDefaultRoute(false) || hasDefaultRoute(true);
    }
}
