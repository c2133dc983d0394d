package no.fribyte.lbprov.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.Role;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.MemberDraft;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Decides what is left to decide about the members: role, MAC addresses, fixed VMID. */
final class MemberResolver {
    private final PairName pair;
    private final List<Network> networks;
    private final InventoryDraft inventory;

    MemberResolver(PairName pair, List<Network> networks, InventoryDraft inventory) {
        this.pair = pair;
        this.networks = networks;
        this.inventory = inventory;
    }

    /** The preferred master first; it is the first one written when neither is preferred. */
    List<Member> resolve(List<Named<MemberDraft>> members) {
        List<Named<MemberDraft>> sorted = new ArrayList<>(members);
        sorted.sort(Comparator.comparing(member -> !member.value().preferred()));
        List<Member> resolved = new ArrayList<>();
        for (Named<MemberDraft> member : sorted) {
            resolved.add(member(member, resolved.isEmpty() ? Role.MASTER : Role.BACKUP));
        }
        return resolved;
    }

    private Member member(Named<MemberDraft> named, Role role) {
        MemberName name = new MemberName(named.name());
        MemberDraft member = named.value();
        List<Nic> nics = networks.stream()
                .map(network -> new Nic(
                        network,
                        mac(member, network.name()).orElseGet(() -> Identity.mac(pair, name, network.name())),
                        addresses(member, network.name())))
                .toList();
        return new Member(name, new NodeName(member.node().orElseThrow().value()), role, nics, pinned(named));
    }

    private static List<IpAddress> addresses(MemberDraft member, String network) {
        return member.addressesOn(network).stream().map(Placed::value).toList();
    }

    private static Optional<MacAddress> mac(MemberDraft member, String network) {
        return member.macs().stream()
                .filter(mac -> mac.name().equals(network))
                .map(mac -> mac.value().value())
                .findFirst();
    }

    /** The profile's word goes before the inventory's. */
    private Optional<VmId> pinned(Named<MemberDraft> member) {
        Optional<Integer> fixed = inventory.vmids().fixed().stream()
                .filter(each -> each.name().equals(member.name()))
                .map(each -> each.value().value())
                .findFirst();
        return member.value().vmid().map(Placed::value).or(() -> fixed).map(VmId::new);
    }
}
