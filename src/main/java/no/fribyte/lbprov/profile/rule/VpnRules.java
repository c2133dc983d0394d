package no.fribyte.lbprov.profile.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.draft.NetworkDraft;
import no.fribyte.lbprov.profile.draft.VirtualIpsDraft;
import no.fribyte.lbprov.profile.draft.VpnDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about the VPN. */
final class VpnRules {
    private static final int USUAL_MTU = 1500;

    /** What WireGuard adds to a packet that travels by IPv6, the larger of the two families. */
    private static final int OVERHEAD = 80;

    private VpnRules() {}

    static List<Rule> all() {
        return List.of(
                rule("vpn-network-per-family", VpnRules::networkPerFamily),
                rule("vpn-apart-from-subnets", VpnRules::apartFromSubnets),
                rule("vpn-server-inside", VpnRules::serverInside).needing(Soundness::vpnAddresses),
                rule("vpn-mtu", VpnRules::mtu));
    }

    interface VpnCheck {
        void look(Case input, VpnDraft vpn, Findings findings);
    }

    /** A rule that has nothing to say without a VPN. */
    static Rule rule(String name, VpnCheck check) {
        return new Rule(
                name, (input, findings) -> input.profile().vpn().ifPresent(vpn -> check.look(input, vpn, findings)));
    }

    private static void networkPerFamily(Case input, VpnDraft vpn, Findings findings) {
        Set<Boolean> families = new HashSet<>();
        for (Placed<Cidr> network : vpn.networks()) {
            if (!families.add(network.value().isV6())) {
                findings.error(
                        network.where(),
                        "the VPN has a second "
                                + Addresses.family(network.value().isV6()) + " network",
                        "a member has one address per family",
                        "one larger network");
            }
        }
    }

    private static void apartFromSubnets(Case input, VpnDraft vpn, Findings findings) {
        for (Placed<Cidr> network : vpn.networks()) {
            for (Named<NetworkDraft> other : input.networks()) {
                other.value().subnets().stream()
                        .filter(subnet -> subnet.value().overlaps(network.value()))
                        .forEach(subnet -> findings.error(
                                network.where(),
                                "the VPN's " + network.value() + " overlaps " + subnet.value() + " of " + other.name(),
                                "an address in both would have two ways out",
                                "a network that nothing else uses, such as 10.100.10.0/24"));
            }
        }
    }

    private static void serverInside(Case input, VpnDraft vpn, Findings findings) {
        for (Placed<IpAddress> address : vpn.addresses()) {
            if (!Addresses.within(vpn.networks(), address.value())) {
                findings.error(
                        address.where(),
                        "the VPN server's address " + address.value() + " is outside the VPN",
                        "its network is " + Addresses.list(vpn.networks()),
                        "leave it out: the first host is taken");
            }
        }
        for (Placed<Cidr> network : vpn.networks()) {
            long number = vpn.addresses().stream()
                    .filter(address -> network.value().contains(address.value()))
                    .count();
            if (number != 1
                    && vpn.addresses().stream().allMatch(each -> Addresses.within(vpn.networks(), each.value()))) {
                findings.error(
                        network.where(),
                        "the VPN server has " + number + " addresses in " + network.value(),
                        "it has one in each of the VPN's networks",
                        "leave address out: the first host is taken");
            }
        }
    }

    private static void mtu(Case input, VpnDraft vpn, Findings findings) {
        Optional<Placed<Integer>> mtu = vpn.mtu();
        boolean v6 = vpn.networks().stream().anyMatch(network -> network.value().isV6());
        int carrier = input.profile()
                .virtualIps()
                .flatMap(VirtualIpsDraft::network)
                .flatMap(network -> input.network(network.value()))
                .flatMap(NetworkDraft::mtu)
                .map(Placed::value)
                .orElse(USUAL_MTU);
        mtu.filter(size -> v6 && size.value() < 1280)
                .ifPresent(size -> findings.error(
                        size.where(),
                        "an MTU of " + size.value() + " is too small for IPv6",
                        "Linux turns IPv6 off on such an interface",
                        "1280 or more"));
        mtu.filter(size -> size.value() > carrier - OVERHEAD)
                .ifPresent(size -> findings.warning(
                        size.where(),
                        "an MTU of " + size.value() + " does not fit into packets of " + carrier,
                        "WireGuard adds up to 80 bytes to a packet, so large ones would be cut in pieces or lost",
                        (carrier - OVERHEAD) + " or less, or leave it out"));
    }
}
