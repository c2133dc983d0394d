package no.fribyte.lbprov.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Access;
import no.fribyte.lbprov.model.ApiToken;
import no.fribyte.lbprov.model.Bake;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.Trust;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.model.VmIdRange;
import no.fribyte.lbprov.profile.draft.BakeDraft;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.NodeAddress;
import no.fribyte.lbprov.profile.draft.NodeDraft;
import no.fribyte.lbprov.profile.draft.TlsDraft;
import no.fribyte.lbprov.profile.draft.TokenDraft;
import no.fribyte.lbprov.profile.draft.VmIdsDraft;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Turns an inventory without errors into the model's place. */
final class PlaceResolver {
    /** The network of a VM that is being baked, and the name of its card. */
    private static final String BAKE = "bake";

    private final Authorities authorities;

    PlaceResolver(Authorities authorities) {
        this.authorities = authorities;
    }

    Place resolve(String name, InventoryDraft draft) {
        return new Place(
                draft.name().map(Placed::value).orElse(name),
                draft.nodes().stream().map(this::node).toList(),
                range(draft.vmids()),
                draft.pool(),
                draft.bake().map(PlaceResolver::bake),
                draft.nodes().stream().anyMatch(node -> node.value().inLab()));
    }

    private static Bake bake(BakeDraft draft) {
        Network network = new Network(
                BAKE,
                draft.bridge().orElseThrow(),
                draft.vlan(),
                draft.mtu(),
                values(draft.subnets()),
                values(draft.gateways()),
                values(draft.dns()));
        return new Bake(network, values(draft.addresses()), draft.aptMirror(), draft.aptProxy());
    }

    private static <T> List<T> values(List<Placed<T>> placed) {
        return placed.stream().map(Placed::value).toList();
    }

    private Node node(Named<NodeDraft> named) {
        NodeDraft draft = named.value();
        Map<GuestOs, ImageSource> images = new HashMap<>();
        draft.settings().images().byOs().forEach((os, image) -> images.put(os, image.orElseThrow()));
        return new Node(
                new NodeName(named.name()),
                draft.simulated() ? Optional.empty() : Optional.of(access(draft)),
                draft.settings().storages().complete().orElseThrow(),
                images);
    }

    private Access access(NodeDraft draft) {
        return new Access(
                draft.addresses().stream()
                        .map(address -> ((NodeAddress.Https) address.value()).url())
                        .toList(),
                draft.serverName(),
                draft.settings().socks(),
                trust(draft.settings().tls().orElseThrow()),
                token(draft.settings().token().orElseThrow()));
    }

    private Trust trust(TlsDraft draft) {
        return draft.ca()
                .<Trust>map(
                        ca -> new Trust.Authority(authorities.pem(ca.value()).orElseThrow()))
                .orElseGet(() ->
                        new Trust.Pins(draft.pins().stream().map(Placed::value).collect(Collectors.toSet())));
    }

    private static ApiToken token(TokenDraft draft) {
        return new ApiToken(
                draft.id().orElseThrow().value(),
                draft.secret().orElseThrow().value(),
                draft.expires().map(Placed::value));
    }

    /** With fixed VMIDs alone every member has one, and the range is what they span. */
    private static VmIdRange range(VmIdsDraft draft) {
        Set<VmId> fixed = draft.fixed().stream()
                .map(each -> new VmId(each.value().value()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<VmId> sorted = List.copyOf(fixed);
        return draft.range()
                .map(Placed::value)
                .orElseGet(() -> new VmIdRange(sorted.get(0), sorted.get(sorted.size() - 1)));
    }
}
