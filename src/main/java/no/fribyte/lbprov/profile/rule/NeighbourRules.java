package no.fribyte.lbprov.profile.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.draft.MemberDraft;
import no.fribyte.lbprov.profile.draft.NetworkDraft;
import no.fribyte.lbprov.profile.draft.VirtualIpsDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about the other profiles of the workspace: what a staging profile forgets to change breaks production. */
final class NeighbourRules {
    private NeighbourRules() {}

    static List<Rule> all() {
        return List.of(
                rule("pair-name-free", NeighbourRules::pairName),
                rule("member-name-free", NeighbourRules::memberName),
                rule("address-free", NeighbourRules::address),
                rule("router-id-free", NeighbourRules::routerId),
                rule("mac-free", NeighbourRules::mac),
                rule("vmid-free", NeighbourRules::vmid),
                rule("vpn-network-free", NeighbourRules::vpnNetwork));
    }

    private interface NeighbourCheck {
        void look(Case input, Neighbour other, Findings findings);
    }

    private static Rule rule(String name, NeighbourCheck check) {
        return new Rule(
                name, (input, findings) -> input.neighbours().forEach(other -> check.look(input, other, findings)));
    }

    private static boolean together(Case input, Neighbour other) {
        return input.home().equals(other.inventory());
    }

    private static void refuse(Findings findings, Where where, String what, Neighbour other, String why) {
        findings.error(
                where,
                what + " belongs to pair " + other.pair().name() + " already",
                "see " + other.file() + ": " + why,
                "another one here");
    }

    private static void pairName(Case input, Neighbour other, Findings findings) {
        if (input.pair().equals(other.pair().name().value())) {
            Where where = input.profile()
                    .pair()
                    .map(Placed::where)
                    .orElse(input.profile().where());
            refuse(findings, where, "the name " + input.pair(), other, "vault, journal and VMs go by it");
        }
    }

    private static void memberName(Case input, Neighbour other, Findings findings) {
        for (Named<MemberDraft> member : input.members()) {
            boolean taken = other.pair().members().stream()
                    .anyMatch(theirs -> theirs.name().value().equals(member.name()));
            if (taken && together(input, other)) {
                refuse(findings, member.where(), "the name " + member.name(), other, "VMs and hosts go by it");
            }
        }
    }

    private static void address(Case input, Neighbour other, Findings findings) {
        input.members()
                .forEach(member -> member.value().nics().forEach(nic -> {
                    Optional<String> segment = input.network(nic.name()).flatMap(NetworkDraft::segment);
                    nic.value().forEach(address -> refuseTaken(input, segment, address, other, findings));
                }));
        input.virtualIps().forEach(address -> {
            Optional<String> segment = input.networkOf(address.value())
                    .flatMap(network -> network.value().segment());
            refuseTaken(input, segment, address, other, findings);
        });
    }

    /** A private address may be used again elsewhere, on another bridge or in another place; a public one may not. */
    private static void refuseTaken(
            Case input, Optional<String> segment, Placed<IpAddress> address, Neighbour other, Findings findings) {
        Pair pair = other.pair();
        boolean virtual = pair.virtualIps().addresses().contains(address.value());
        boolean taken = virtual
                || pair.members().stream().anyMatch(member -> member.addresses().contains(address.value()));
        boolean near = together(input, other)
                && pair.networkOf(address.value()).map(NeighbourRules::segment).equals(segment);
        if (taken && (near || Addresses.global(address.value()))) {
            refuse(
                    findings,
                    address.where(),
                    address.value().toString(),
                    other,
                    "it is " + (virtual ? "a virtual IP" : "a member's address") + " there");
        }
    }

    private static void routerId(Case input, Neighbour other, Findings findings) {
        Optional<String> segment = input.profile()
                .virtualIps()
                .flatMap(VirtualIpsDraft::network)
                .flatMap(network -> input.network(network.value()))
                .flatMap(NetworkDraft::segment);
        boolean near = together(input, other)
                && segment.equals(Optional.of(segment(other.pair().vrrpNetwork())));
        input.profile()
                .virtualIps()
                .flatMap(VirtualIpsDraft::routerId)
                .filter(id -> near && id.value() == other.pair().virtualIps().routerId())
                .ifPresent(id -> refuse(
                        findings,
                        id.where(),
                        "VRRP id " + id.value(),
                        other,
                        "both are on bridge " + segment.orElse("") + ", and would take each other for the partner"));
    }

    private static void mac(Case input, Neighbour other, Findings findings) {
        for (Named<MemberDraft> member : input.members()) {
            for (Named<Placed<MacAddress>> mac : member.value().macs()) {
                boolean taken = other.pair().members().stream()
                        .flatMap(theirs -> theirs.nics().stream())
                        .anyMatch(nic -> nic.mac().equals(mac.value().value()));
                if (taken && together(input, other)) {
                    refuse(
                            findings,
                            mac.value().where(),
                            mac.value().value().toString(),
                            other,
                            "it is a member's MAC");
                }
            }
        }
    }

    private static void vmid(Case input, Neighbour other, Findings findings) {
        List<Integer> theirs = other.pair().members().stream()
                .map(Member::pinned)
                .flatMap(Optional::stream)
                .map(VmId::number)
                .toList();
        for (Named<MemberDraft> member : input.members()) {
            member.value()
                    .vmid()
                    .filter(id -> theirs.contains(id.value()) && together(input, other))
                    .ifPresent(id -> refuse(findings, id.where(), "VMID " + id.value(), other, "it is a member's"));
        }
    }

    private static void vpnNetwork(Case input, Neighbour other, Findings findings) {
        Stream<Cidr> theirs = other.pair().vpn().stream().flatMap(vpn -> vpn.networks().stream());
        List<Cidr> taken = theirs.filter(any -> together(input, other)).toList();
        input.profile()
                .vpn()
                .ifPresent(vpn -> vpn.networks().stream()
                        .filter(network -> taken.stream().anyMatch(cidr -> cidr.overlaps(network.value())))
                        .forEach(network -> findings.warning(
                                network.where(),
                                "the VPN of pair " + other.pair().name() + " has these addresses too",
                                "a device cannot be in both VPNs at a time; see " + other.file(),
                                "another network here")));
    }

    private static String segment(Network network) {
        return network.bridge() + network.vlan().map(tag -> " with VLAN " + tag).orElse("");
    }
}
