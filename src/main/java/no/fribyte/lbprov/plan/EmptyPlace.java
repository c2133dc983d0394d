package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.step.BridgePort;

/**
 * A place with everything that a pair needs, and nothing of the pair: as if every node were there, as the inventory says.
 *
 * @param templates where the network cards of each node's templates are plugged in, as far as that is known
 */
public record EmptyPlace(Pair pair, Place place, Map<NodeName, Map<VmId, Set<BridgePort>>> templates) {
    public EmptyPlace {
        requireNonNull(pair, "pair");
        requireNonNull(place, "place");
        templates = Map.copyOf(templates);
    }

    /** As a look at it would find it. */
    public Observed observed() {
        Map<NodeName, SeenNode> nodes = new LinkedHashMap<>();
        pair.members().forEach(member -> nodes.put(member.node(), ideal(member)));
        return new Observed(nodes, List.of(), List.of(), List.of(), freeIds(), Map.of(), Set.of(), Map.of());
    }

    /** One more than a pair has members, for a successor beside them. */
    private List<VmId> freeIds() {
        int first = place.vmids().first().number();
        return List.of(new VmId(first), new VmId(first + 1), new VmId(first + 2));
    }

    private SeenNode ideal(Member member) {
        Node node = place.node(member.node());
        Map<String, Set<String>> storages = new LinkedHashMap<>();
        add(storages, node.storages().disk(), "images");
        add(storages, node.storages().seed(), "iso");
        add(storages, node.storages().image(), "import");
        Set<String> bridges = new TreeSet<>();
        for (Nic nic : member.nics()) {
            bridges.add(nic.network().bridge());
        }
        Map<VmId, Set<BridgePort>> known = templates.getOrDefault(node.name(), Map.of());
        Map<VmId, Set<BridgePort>> all = new LinkedHashMap<>();
        node.images().values().stream()
                .filter(ImageSource.Template.class::isInstance)
                .map(source -> ((ImageSource.Template) source).id())
                .forEach(id -> all.put(id, known.getOrDefault(id, Set.of())));
        return new SeenNode(node.name(), PveVersion.parse("9.0"), storages, bridges, List.of(), all);
    }

    private static void add(Map<String, Set<String>> storages, String storage, String content) {
        storages.computeIfAbsent(storage, name -> new TreeSet<>()).add(content);
    }
}
