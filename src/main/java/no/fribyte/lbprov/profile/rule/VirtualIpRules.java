package no.fribyte.lbprov.profile.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.draft.MemberDraft;
import no.fribyte.lbprov.profile.draft.NetworkDraft;
import no.fribyte.lbprov.profile.draft.VirtualIpsDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Nearest;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about the virtual IPs, and about addresses that must have one holder. */
final class VirtualIpRules {
    private VirtualIpRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("vrrp-network-known", VirtualIpRules::networkKnown).needing(Soundness::networks),
                new Rule("virtual-ip-in-subnet", VirtualIpRules::inSubnet).needing(Soundness::subnets),
                new Rule("vrrp-family", VirtualIpRules::vrrpFamily).needing(Soundness::subnetsAndMembers),
                new Rule("virtual-ip-gateway", VirtualIpRules::gateway).needing(Soundness::subnetsAndGateways),
                new Rule("member-gateway", VirtualIpRules::memberGateway).needing(Soundness::subnetsAndGateways),
                new Rule("address-once", VirtualIpRules::addressOnce),
                new Rule("host-address", VirtualIpRules::hostAddress));
    }

    private static void networkKnown(Case input, Findings findings) {
        List<String> known = input.networks().stream().map(Named::name).toList();
        input.profile()
                .virtualIps()
                .flatMap(VirtualIpsDraft::network)
                .filter(network -> !known.contains(network.value()))
                .ifPresent(network -> findings.error(
                        network.where(),
                        "there is no network '" + network.value() + "'",
                        "the networks are " + String.join(", ", known),
                        Nearest.to(network.value(), known).orElse("one of these")));
    }

    private static void inSubnet(Case input, Findings findings) {
        for (Placed<IpAddress> address : input.virtualIps()) {
            if (input.networkOf(address.value()).isEmpty()) {
                findings.error(
                        address.where(),
                        "the virtual IP " + address.value() + " is outside every network",
                        "a member answers for it on the network whose subnet holds it",
                        "an address in a subnet of the pair");
            }
        }
    }

    private static void vrrpFamily(Case input, Findings findings) {
        Optional<String> network =
                input.profile().virtualIps().flatMap(VirtualIpsDraft::network).map(Placed::value);
        if (network.flatMap(input::network).isEmpty() || input.virtualIps().isEmpty()) {
            return;
        }
        Placed<IpAddress> first = input.virtualIps().get(0);
        for (Named<MemberDraft> member : input.members()) {
            List<Placed<IpAddress>> own = member.value().addressesOn(network.get());
            if (!own.isEmpty() && !Addresses.hasFamily(own, first.value().isV6())) {
                String family = Addresses.family(first.value().isV6());
                findings.error(
                        first.where(),
                        member.name() + " has no " + family + " address on " + network.get(),
                        "VRRP tells the first virtual IP from an address of the same family",
                        "an " + family + " address for " + member.name()
                                + ", or a virtual IP of the other family first");
            }
        }
    }

    private static void gateway(Case input, Findings findings) {
        for (Placed<IpAddress> address : input.virtualIps()) {
            boolean v6 = address.value().isV6();
            Optional<Named<NetworkDraft>> network = input.networkOf(address.value())
                    .filter(found -> !Addresses.hasFamily(found.value().gateways(), v6));
            if (network.isEmpty()) {
                continue;
            }
            String name = network.get().name();
            String summary = "network " + name + " has no " + Addresses.family(v6) + " gateway for " + address.value();
            String attempt = Addresses.family(v6) + " gateway under /networks/" + name + "/gateways";
            if (input.hasGateway(v6)) {
                findings.warning(
                        address.where(), summary, "answers to clients elsewhere leave by another network", attempt);
            } else {
                findings.error(address.where(), summary, "only clients of that subnet would get an answer", attempt);
            }
        }
    }

    private static void memberGateway(Case input, Findings findings) {
        Map<Boolean, Boolean> told = new HashMap<>();
        for (Named<MemberDraft> member : input.members()) {
            for (Placed<IpAddress> address : member.value().addresses()) {
                boolean v6 = address.value().isV6();
                boolean virtual = Addresses.hasFamily(input.virtualIps(), v6);
                if (!input.hasGateway(v6) && !virtual && told.put(v6, true) == null) {
                    findings.warning(
                            address.where(),
                            "the members have " + Addresses.family(v6) + " addresses and no " + Addresses.family(v6)
                                    + " gateway",
                            "they reach nothing of that family outside their subnets",
                            "a gateway under /networks/NETWORK/gateways");
                }
            }
        }
    }

    private static void addressOnce(Case input, Findings findings) {
        Map<IpAddress, String> holders = new HashMap<>();
        for (Case.Use use : input.uses()) {
            String other = holders.putIfAbsent(use.address(), use.what());
            if (other != null) {
                findings.error(
                        use.where(),
                        use.address() + " is " + other + " already",
                        "here it is " + use.what() + ", and an address has one holder",
                        "another address for one of them");
            }
        }
    }

    private static void hostAddress(Case input, Findings findings) {
        for (Named<MemberDraft> member : input.members()) {
            member.value().addresses().forEach(address -> refuseReserved(input, address, findings));
        }
        input.virtualIps().forEach(address -> refuseReserved(input, address, findings));
    }

    private static void refuseReserved(Case input, Placed<IpAddress> address, Findings findings) {
        input.networkOf(address.value())
                .flatMap(network -> Addresses.reserved(network.value().subnets(), address.value()))
                .ifPresent(why -> findings.error(
                        address.where(), "no machine can have " + address.value(), why, "another address"));
    }
}
