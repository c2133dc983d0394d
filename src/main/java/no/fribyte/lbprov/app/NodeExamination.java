package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import no.fribyte.lbprov.doctor.NodeFacts;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.plan.SeenNode;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Bridge;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.StorageStatus;
import no.fribyte.lbprov.proxmox.VmSummary;

/** Looks at one node for {@code doctor}; what cannot be read is noted, and the rest is looked at all the same. */
final class NodeExamination {
    private final NodeApi api;
    private final Node node;
    private final List<VmSummary> summaries;
    private final List<Problem> unread = new ArrayList<>();

    NodeExamination(NodeApi api, Node node, List<VmSummary> summaries) {
        this.api = api;
        this.node = node;
        this.summaries = summaries;
    }

    /**
     * @param silence why the node cannot be read, if it cannot
     * @param lived whether a member lives there, or will
     */
    NodeFacts facts(NodeWays ways, Optional<Problem> silence, boolean lived) {
        Optional<PveVersion> version = silence.isEmpty() ? tried(api::version) : Optional.empty();
        Optional<NodeFacts.Home> home = silence.isEmpty() && lived ? home() : Optional.empty();
        return new NodeFacts(node, ways.endpoint(), ways.ways(), silence, version, home, unread);
    }

    private Optional<NodeFacts.Home> home() {
        Optional<List<StorageStatus>> storages = tried(api::storages);
        Optional<List<Bridge>> bridges = tried(api::bridges);
        if (storages.isEmpty() || bridges.isEmpty()) {
            return Optional.empty();
        }
        Optional<SeenNode> seen = tried(() -> new NodeLook(api, node, summaries).whole(storages.get(), bridges.get()));
        return seen.map(whole -> new NodeFacts.Home(whole, storages.get(), bridges.get()));
    }

    private <T> Optional<T> tried(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (LbprovException failed) {
            Examination.passOnInterruption(failed);
            unread.addAll(failed.problems());
            return Optional.empty();
        }
    }
}
