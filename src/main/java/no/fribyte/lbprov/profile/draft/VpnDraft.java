package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.ListType;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.Type;

/**
 * The VPN as it was written.
 *
 * @param addresses the server's own, as written or the first host of each network that has none written
 */
public record VpnDraft(
        List<Placed<Cidr>> networks,
        List<Placed<IpAddress>> addresses,
        int port,
        Optional<Placed<Integer>> mtu,
        List<Named<VpnMemberDraft>> members) {
    private static final int WIREGUARD_PORT = 51820;

    private static final Key<List<Placed<Cidr>>> NETWORK =
            new Key<>("network", new ListType<>(Formats.SUBNET), "The VPN's network, or one per family. Required.");
    private static final Key<List<Placed<IpAddress>>> ADDRESS = new Key<>(
            "address", Formats.ADDRESSES, "The server's address in the VPN; the network's first host when left out.");
    private static final Key<Integer> PORT = new Key<>("port", Formats.PORT, "The UDP port; 51820 when left out.");
    private static final Key<Integer> MTU =
            new Key<>("mtu", Formats.MTU, "The MTU of wg0; derived from the network's when left out.");
    private static final Key<List<Named<VpnMemberDraft>>> MEMBERS = new Key<>(
            "members", MappingType.named("VPN members by name", VpnMemberDraft.NAMES), "Who may connect, by name.");

    static final Type<VpnDraft> TYPE =
            new MappingType<>(Shape.of("the VPN", NETWORK, ADDRESS, PORT, MTU, MEMBERS), VpnDraft::read);

    private static VpnDraft read(Section section) {
        List<Placed<Cidr>> networks = section.requireSome(NETWORK);
        List<Placed<IpAddress>> addresses = section.has(ADDRESS)
                ? section.list(ADDRESS)
                : networks.stream()
                        .map(network -> network.map(cidr -> cidr.network().next()))
                        .toList();
        return new VpnDraft(
                networks,
                addresses,
                section.find(PORT).map(Placed::value).orElse(WIREGUARD_PORT),
                section.find(MTU),
                section.list(MEMBERS));
    }
}
