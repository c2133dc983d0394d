package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.ListType;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Names;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.WholeNumber;

/** A network as it was written. */
public record NetworkDraft(
        Optional<Placed<String>> bridge,
        Optional<Placed<Integer>> vlan,
        Optional<Placed<Integer>> mtu,
        List<Placed<Cidr>> subnets,
        List<Placed<IpAddress>> gateways,
        List<Placed<IpAddress>> dns) {
    static final Key<String> BRIDGE = new Key<>("bridge", Formats.BRIDGE, "The bridge on the Proxmox nodes. Required.");
    static final Key<Integer> VLAN =
            new Key<>("vlan", new WholeNumber("a VLAN tag", 1, 4094), "The VLAN tag; untagged when left out.");
    static final Key<Integer> MTU = new Key<>("mtu", Formats.MTU, "The MTU in bytes; the bridge's own when left out.");
    static final Key<List<Placed<Cidr>>> SUBNETS =
            new Key<>("subnets", new ListType<>(Formats.SUBNET), "The subnets of the network, IPv4 or IPv6. Required.");
    static final Key<List<Placed<IpAddress>>> GATEWAYS =
            new Key<>("gateways", Formats.ADDRESSES, "The default gateways, at most one per family.");
    static final Key<List<Placed<IpAddress>>> DNS =
            new Key<>("dns", Formats.ADDRESSES, "The resolvers that the members ask.");

    private static final Type<NetworkDraft> TYPE =
            new MappingType<>(Shape.of("a network", BRIDGE, VLAN, MTU, SUBNETS, GATEWAYS, DNS), NetworkDraft::read);

    /** Words that would mean two things: keys of a member, and interfaces that are there already. */
    private static final Set<String> TAKEN = Set.of("node", "prefer", "vmid", "mac", "vpn", "wg0", "lo");

    private static final String PATTERN = "[a-z][a-z0-9-]{0,14}";

    static final TextType<String> NAME =
            new TextType<>("a name for a network", "public", "^" + PATTERN + "$", NetworkDraft::name);

    static final Names<NetworkDraft> NAMES = new Names<>("NETWORK", NAME, TYPE);

    private static NetworkDraft read(Section section) {
        return new NetworkDraft(
                section.require(BRIDGE),
                section.find(VLAN),
                section.find(MTU),
                section.requireSome(SUBNETS),
                section.list(GATEWAYS),
                section.list(DNS));
    }

    private static Reading<String> name(String text) {
        if (TAKEN.contains(text) || text.matches("(eth|ens|eno|enp)[0-9].*")) {
            return Reading.refused(
                    "the name becomes an interface's, and this one means something else already",
                    "a text such as public");
        }
        return text.matches(PATTERN)
                ? Reading.taken(text)
                : Reading.refused(
                        "the name becomes an interface's: at most 15 lower-case letters, digits and dashes, a letter first",
                        "a text such as public");
    }

    /** The segment that two networks share when this is equal: bridge and VLAN tag. */
    public Optional<String> segment() {
        return bridge.map(name ->
                name.value() + vlan.map(tag -> " with VLAN " + tag.value()).orElse(""));
    }
}
