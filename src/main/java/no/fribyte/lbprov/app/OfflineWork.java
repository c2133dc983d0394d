package no.fribyte.lbprov.app;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.Desired;
import no.fribyte.lbprov.plan.Observed;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Planner;
import no.fribyte.lbprov.plan.SeenNode;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.profile.Resolved;
import no.fribyte.lbprov.render.MaskedSecrets;
import no.fribyte.lbprov.render.Renderer;

/** Plans against nothing: as if every node were there, as the inventory says, and empty. */
public final class OfflineWork {
    private final Resolved resolved;
    private final Desired desired;

    OfflineWork(Resolved resolved, Renderer renderer, Surroundings surroundings, Times times) {
        this.resolved = resolved;
        this.desired = new Rendering(renderer, resolved.pair(), MaskedSecrets.of(resolved.pair()))
                .desired(
                        resolved.place(),
                        Version.current(),
                        Leases.own(surroundings, times.clock().instant()));
    }

    /** What is odd about the input. */
    public List<Problem> warnings() {
        return resolved.warnings();
    }

    public Plan create() {
        Set<MemberName> all = new LinkedHashSet<>();
        resolved.pair().members().forEach(member -> all.add(member.name()));
        int first = resolved.place().vmids().first().number();
        Observed nothing = new Observed(
                nodes(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new VmId(first), new VmId(first + 1)),
                Map.of(),
                Set.of(),
                Map.of());
        return new Planner(desired, nothing).create(all);
    }

    private Map<NodeName, SeenNode> nodes() {
        Map<NodeName, SeenNode> nodes = new LinkedHashMap<>();
        resolved.pair().members().forEach(member -> nodes.put(member.node(), ideal(member)));
        return nodes;
    }

    private SeenNode ideal(Member member) {
        Node node = resolved.place().node(member.node());
        Map<String, Set<String>> storages = new LinkedHashMap<>();
        add(storages, node.storages().disk(), "images");
        add(storages, node.storages().seed(), "iso");
        add(storages, node.storages().image(), "import");
        Set<String> bridges = new TreeSet<>();
        for (Nic nic : member.nics()) {
            bridges.add(nic.network().bridge());
        }
        Set<VmId> templates = new TreeSet<>();
        node.images().values().stream()
                .filter(ImageSource.Template.class::isInstance)
                .map(source -> ((ImageSource.Template) source).id())
                .forEach(templates::add);
        return new SeenNode(node.name(), PveVersion.parse("9.0"), storages, bridges, List.of(), templates);
    }

    private static void add(Map<String, Set<String>> storages, String storage, String content) {
        storages.computeIfAbsent(storage, name -> new TreeSet<>()).add(content);
    }
}
