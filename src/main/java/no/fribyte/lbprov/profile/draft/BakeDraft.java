package no.fribyte.lbprov.profile.draft;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.Type;

/** How templates are baked, as it was written. */
public record BakeDraft(
        Optional<String> bridge,
        Optional<Integer> vlan,
        Optional<Integer> mtu,
        List<Placed<Cidr>> subnets,
        List<Placed<IpAddress>> addresses,
        List<Placed<IpAddress>> gateways,
        List<Placed<IpAddress>> dns,
        Optional<String> aptMirror,
        Optional<String> aptProxy) {
    private static final Key<List<Placed<IpAddress>>> ADDRESSES = new Key<>(
            "addresses",
            Formats.ADDRESSES,
            "The address of the VM that is baked, one per family; DHCP and router advertisements when left out.");

    static final Type<BakeDraft> TYPE = new MappingType<>(
            Shape.of(
                    "the bake",
                    NetworkDraft.BRIDGE,
                    NetworkDraft.VLAN,
                    NetworkDraft.MTU,
                    NetworkDraft.SUBNETS,
                    ADDRESSES,
                    NetworkDraft.GATEWAYS,
                    NetworkDraft.DNS,
                    GuestDraft.APT_MIRROR,
                    GuestDraft.APT_PROXY),
            BakeDraft::read);

    private static BakeDraft read(Section section) {
        BakeDraft draft = new BakeDraft(
                section.require(NetworkDraft.BRIDGE).map(Placed::value),
                section.find(NetworkDraft.VLAN).map(Placed::value),
                section.find(NetworkDraft.MTU).map(Placed::value),
                section.list(NetworkDraft.SUBNETS),
                section.list(ADDRESSES),
                section.list(NetworkDraft.GATEWAYS),
                section.list(NetworkDraft.DNS),
                section.find(GuestDraft.APT_MIRROR).map(Placed::value),
                section.find(GuestDraft.APT_PROXY).map(Placed::value));
        if (section.has(ADDRESSES)) {
            draft.judgeAddresses(section);
        } else {
            refuseWithoutAddresses(section);
        }
        return draft;
    }

    private void judgeAddresses(Section section) {
        // subnets that could not be read were told already
        boolean readable = !section.has(NetworkDraft.SUBNETS) || !subnets.isEmpty();
        addresses.stream()
                .filter(address -> readable
                        && subnets.stream().noneMatch(each -> each.value().contains(address.value())))
                .forEach(address -> section.findings()
                        .error(
                                address.where(),
                                address.value() + " is in none of the subnets",
                                "nobody knows how long its prefix is",
                                "subnets: with the network that it is in"));
        refuseSecond(section, addresses, "address");
        refuseSecond(section, gateways, "gateway");
        if (!section.has(NetworkDraft.DNS)) {
            section.findings()
                    .warning(
                            section.where(),
                            "the VM that is baked has no resolver",
                            "then apt finds mirrors by address only",
                            "dns: [198.51.100.53]");
        }
    }

    private static void refuseSecond(Section section, List<Placed<IpAddress>> all, String what) {
        Set<Boolean> families = new HashSet<>();
        all.stream()
                .filter(address -> !families.add(address.value().isV6()))
                .forEach(second -> section.findings()
                        .error(
                                second.where(),
                                "a second " + what + " of the same family",
                                "the VM that is baked has one card and one way out",
                                "one of them"));
    }

    private static void refuseWithoutAddresses(Section section) {
        for (Key<?> key : List.of(NetworkDraft.SUBNETS, NetworkDraft.GATEWAYS, NetworkDraft.DNS)) {
            if (section.has(key)) {
                section.findings()
                        .error(
                                section.where(),
                                key.name() + " goes with addresses only",
                                "without addresses DHCP tells all of it",
                                "addresses: [198.51.100.40], or leave " + key.name() + " out");
            }
        }
    }
}
