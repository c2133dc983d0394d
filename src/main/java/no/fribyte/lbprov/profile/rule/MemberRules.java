package no.fribyte.lbprov.profile.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.profile.draft.MemberDraft;
import no.fribyte.lbprov.profile.draft.NetworkDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Nearest;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about the two members and their interfaces. */
final class MemberRules {
    private MemberRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("two-members", MemberRules::twoMembers),
                new Rule("nodes-apart", MemberRules::nodesApart),
                new Rule("one-preferred", MemberRules::onePreferred),
                new Rule("networks-known", MemberRules::networksKnown).needing(Soundness::networks),
                new Rule("same-networks", MemberRules::sameNetworks).needing(Soundness::subnetsAndMembers),
                new Rule("address-in-subnet", MemberRules::addressInSubnet).needing(Soundness::subnets),
                new Rule("mac-of-a-network", MemberRules::macOfANetwork).needing(Soundness::networks),
                new Rule("mac-once", MemberRules::macOnce));
    }

    private static void twoMembers(Case input, Findings findings) {
        input.profile()
                .membersWritten()
                .filter(number -> number != 2)
                .ifPresent(number -> findings.error(
                        input.profile().members().where(),
                        "a pair has two members, not " + number,
                        "one holds the virtual IPs, the other stands by",
                        "two members on two nodes; in a profile with extends, NAME: null removes an inherited one"));
    }

    private static void nodesApart(Case input, Findings findings) {
        Map<String, String> homes = new HashMap<>();
        for (Named<MemberDraft> member : input.members()) {
            member.value().node().ifPresent(node -> {
                String other = homes.putIfAbsent(node.value(), member.name());
                if (other != null) {
                    findings.error(
                            node.where(),
                            other + " and " + member.name() + " are both on node " + node.value(),
                            "the pair would be lost with that one node",
                            "another node for " + member.name());
                }
            });
        }
    }

    private static void onePreferred(Case input, Findings findings) {
        List<Named<MemberDraft>> preferred = input.members().stream()
                .filter(member -> member.value().preferred())
                .toList();
        preferred.stream()
                .skip(1)
                .forEach(member -> findings.error(
                        member.value().prefer().map(Placed::where).orElse(member.where()),
                        member.name() + " is preferred as master too",
                        preferred.get(0).name() + " is already, and the virtual IPs prefer one member",
                        "remove one of the two"));
    }

    private static void networksKnown(Case input, Findings findings) {
        List<String> known = new ArrayList<>(List.of("node", "prefer", "vmid", "mac"));
        input.networks().forEach(network -> known.add(network.name()));
        for (Named<MemberDraft> member : input.members()) {
            for (Named<List<Placed<IpAddress>>> nic : member.value().nics()) {
                if (!known.contains(nic.name())) {
                    findings.error(
                            nic.where(),
                            "unknown key '" + nic.name() + "'",
                            "a member has node, prefer, vmid, mac and the names of networks: "
                                    + String.join(", ", known.subList(4, known.size())),
                            Nearest.to(nic.name(), known).orElse("one of these, or declare it under networks"));
                }
            }
        }
    }

    private static void sameNetworks(Case input, Findings findings) {
        for (Named<MemberDraft> member : input.members()) {
            for (Named<NetworkDraft> network : input.networks()) {
                if (member.value().addressesOn(network.name()).isEmpty()) {
                    findings.error(
                            member.where(),
                            member.name() + " has no address on network " + network.name(),
                            "either member must be able to stand in for the other everywhere",
                            network.name() + ": an address in "
                                    + Addresses.list(network.value().subnets()) + ", or remove the network");
                }
            }
        }
    }

    private static void addressInSubnet(Case input, Findings findings) {
        for (Named<MemberDraft> member : input.members()) {
            for (Named<NetworkDraft> network : input.networks()) {
                for (Placed<IpAddress> address : member.value().addressesOn(network.name())) {
                    if (!Addresses.within(network.value().subnets(), address.value())) {
                        findings.error(
                                address.where(),
                                address.value() + " is outside network " + network.name(),
                                "its subnets are "
                                        + Addresses.list(network.value().subnets()),
                                "an address in one of them, or add the subnet");
                    }
                }
            }
        }
    }

    private static void macOfANetwork(Case input, Findings findings) {
        List<String> known = input.networks().stream().map(Named::name).toList();
        for (Named<MemberDraft> member : input.members()) {
            for (Named<Placed<MacAddress>> mac : member.value().macs()) {
                if (!known.contains(mac.name())) {
                    findings.error(
                            mac.where(),
                            "there is no network '" + mac.name() + "'",
                            "a MAC address is given for one of " + String.join(", ", known),
                            Nearest.to(mac.name(), known).orElse("one of these"));
                }
            }
        }
    }

    private static void macOnce(Case input, Findings findings) {
        Map<MacAddress, String> holders = new HashMap<>();
        for (Named<MemberDraft> member : input.members()) {
            for (Named<Placed<MacAddress>> mac : member.value().macs()) {
                String holder = member.name() + " on " + mac.name();
                String other = holders.putIfAbsent(mac.value().value(), holder);
                if (other != null) {
                    findings.error(
                            mac.value().where(),
                            mac.value().value() + " is the MAC address of " + other + " already",
                            "interfaces are told apart by it, in the guest too",
                            "another one, or leave it out: lbprov derives one");
                }
            }
        }
    }
}
