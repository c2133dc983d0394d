package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.model.Role;
import no.fribyte.lbprov.profile.yaml.Choice;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Names;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.Type;

/**
 * A member as it was written.
 *
 * @param nics its addresses by the network's name
 */
public record MemberDraft(
        Optional<Placed<String>> node,
        Optional<Placed<Role>> prefer,
        Optional<Placed<Integer>> vmid,
        List<Named<Placed<MacAddress>>> macs,
        List<Named<List<Placed<IpAddress>>>> nics) {
    private static final Key<String> NODE = new Key<>(
            "node",
            Formats.label("the name of a node", "pve-1"),
            "The Proxmox node that the member lives on, one of the inventory's. Required.");
    private static final Key<Role> PREFER = new Key<>(
            "prefer",
            new Choice<>(Map.of("master", Role.MASTER)),
            "Says which member the virtual IPs prefer; the first one when neither says so.");
    private static final Key<Integer> VMID = new Key<>(
            "vmid", Formats.VMID, "A fixed VMID. A rebuild then deletes the old VM before it makes the new one.");
    private static final Names<Placed<MacAddress>> MACS =
            new Names<>("NETWORK", NetworkDraft.NAME, new PlacedType<>(Formats.MAC));
    private static final Key<List<Named<Placed<MacAddress>>>> MAC = new Key<>(
            "mac",
            MappingType.named("MAC addresses by network", MACS),
            "Fixed MAC addresses by network; derived from the names when left out.");
    private static final Names<List<Placed<IpAddress>>> NICS =
            new Names<>("NETWORK", NetworkDraft.NAME, Formats.ADDRESSES);

    private static final Type<MemberDraft> TYPE =
            new MappingType<>(Shape.of("a member", NODE, PREFER, VMID, MAC).with(NICS), MemberDraft::read);

    static final Names<MemberDraft> NAMES =
            new Names<>("MEMBER", Formats.label("a name for a member", "load-balancer-1"), TYPE);

    private static MemberDraft read(Section section) {
        return new MemberDraft(
                section.require(NODE), section.find(PREFER), section.find(VMID), section.list(MAC), section.rest(NICS));
    }

    public boolean preferred() {
        return prefer.isPresent();
    }

    public List<Placed<IpAddress>> addresses() {
        return nics.stream().flatMap(nic -> nic.value().stream()).toList();
    }

    public List<Placed<IpAddress>> addressesOn(String network) {
        return nics.stream()
                .filter(nic -> nic.name().equals(network))
                .flatMap(nic -> nic.value().stream())
                .toList();
    }
}
