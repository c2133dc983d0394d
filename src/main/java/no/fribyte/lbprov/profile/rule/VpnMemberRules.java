package no.fribyte.lbprov.profile.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.profile.draft.VpnDraft;
import no.fribyte.lbprov.profile.draft.VpnMemberDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about the members of the VPN. */
final class VpnMemberRules {
    private VpnMemberRules() {}

    static List<Rule> all() {
        return List.of(
                VpnRules.rule("vpn-member-inside", VpnMemberRules::memberInside).needing(Soundness::vpn),
                VpnRules.rule("vpn-member-address", VpnMemberRules::memberAddress),
                VpnRules.rule("vpn-address-once", VpnMemberRules::addressOnce),
                VpnRules.rule("vpn-key-once", VpnMemberRules::keyOnce));
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
}
