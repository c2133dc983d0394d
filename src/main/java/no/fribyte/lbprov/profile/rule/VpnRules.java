package no.fribyte.lbprov.profile.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.profile.draft.NetworkDraft;
import no.fribyte.lbprov.profile.draft.VirtualIpsDraft;
import no.fribyte.lbprov.profile.draft.VpnDraft;
import no.fribyte.lbprov.profile.draft.VpnMemberDraft;
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
                rule("vpn-member-inside", VpnRules::memberInside).needing(Soundness::vpn),
                rule("vpn-member-address", VpnRules::memberAddress),
                rule("vpn-address-once", VpnRules::addressOnce),
                rule("vpn-key-once", VpnRules::keyOnce),
                rule("vpn-mtu", VpnRules::mtu));
    }

    private interface VpnCheck {
        void look(Case input, VpnDraft vpn, Findings findings);
    }

    private static Rule rule(String name, VpnCheck check) {
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

    private static void memberInside(Case input, VpnDraft vpn, Findings findings) {
        for (Named<VpnMemberDraft> member : vpn.members()) {
            for (Placed<IpAddress> address : member.value().addresses()) {
                if (!Addresses.within(vpn.networks(), address.value())) {
                    findings.error(
                            address.where(),
                            address.value() + " of VPN member " + member.name() + " is outside the VPN",
                            "its network is " + Addresses.list(vpn.networks()),
                            "a free address in it");
                }
            }
        }
    }

    private static void memberAddress(Case input, VpnDraft vpn, Findings findings) {
        for (Named<VpnMemberDraft> member : vpn.members()) {
            Set<Boolean> families = new HashSet<>();
            for (Placed<IpAddress> address : member.value().addresses()) {
                if (!families.add(address.value().isV6())) {
                    findings.error(
                            address.where(),
                            "VPN member " + member.name() + " has a second "
                                    + Addresses.family(address.value().isV6()) + " address",
                            "a member is one device with one address per family",
                            "keep one, or make it two members");
                }
                Addresses.reserved(vpn.networks(), address.value())
                        .ifPresent(why -> findings.error(
                                address.where(), "no VPN member can have " + address.value(), why, "another address"));
            }
        }
    }

    private static void addressOnce(Case input, VpnDraft vpn, Findings findings) {
        Map<IpAddress, String> holders = new HashMap<>();
        vpn.addresses().forEach(address -> holders.put(address.value(), "the VPN server's address"));
        for (Named<VpnMemberDraft> member : vpn.members()) {
            for (Placed<IpAddress> address : member.value().addresses()) {
                String other = holders.putIfAbsent(address.value(), "the address of VPN member " + member.name());
                if (other != null) {
                    findings.error(
                            address.where(),
                            address.value() + " is " + other + " already",
                            "WireGuard would send everything to one of the two",
                            "a free address");
                }
            }
        }
    }

    private static void keyOnce(Case input, VpnDraft vpn, Findings findings) {
        Map<WireGuardKey, String> holders = new HashMap<>();
        for (Named<VpnMemberDraft> member : vpn.members()) {
            member.value().key().ifPresent(key -> {
                String other = holders.putIfAbsent(key.value(), member.name());
                if (other != null) {
                    findings.error(
                            key.where(),
                            "VPN members " + other + " and " + member.name() + " have the same key",
                            "WireGuard tells members apart by their keys, so one of them would lose its address",
                            "wg genkey on the device that has none of its own");
                }
            });
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
