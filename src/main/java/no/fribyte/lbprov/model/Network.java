package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A layer-2 network both members are attached to; its name is also the interface's name in the guest.
 *
 * @param bridge the bridge on the Proxmox nodes
 * @param vlan the VLAN tag, 1 to 4094
 * @param mtu in bytes; the bridge's own when absent
 * @param gateways at most one per family
 * @param dns resolvers of the guest
 */
public record Network(
        String name,
        String bridge,
        Optional<Integer> vlan,
        Optional<Integer> mtu,
        List<Cidr> subnets,
        List<IpAddress> gateways,
        List<IpAddress> dns) {
    public Network {
        requireNonNull(name, "name");
        requireNonNull(bridge, "bridge");
        requireNonNull(vlan, "vlan");
        requireNonNull(mtu, "mtu");
        subnets = List.copyOf(subnets);
        gateways = List.copyOf(gateways);
        dns = List.copyOf(dns);
    }

    /** The subnet an address lies in. */
    public Optional<Cidr> subnetOf(IpAddress address) {
        return subnets.stream().filter(subnet -> subnet.contains(address)).findFirst();
    }

    public Optional<IpAddress> gateway(boolean v6) {
        return gateways.stream().filter(gateway -> gateway.isV6() == v6).findFirst();
    }
}
