package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.doctor.Need;
import no.fribyte.lbprov.doctor.TokenRights;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Permissions;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.ProxmoxClient;
import no.fribyte.lbprov.proxmox.TokenId;

/** Asks before the first write whether the token may do everything in a plan. */
final class RightsCheck {
    private final Proxmox proxmox;
    private final Optional<Clusters> clusters;

    /**
     * @param clusters if they were looked at: all nodes of one say the same of a token
     */
    RightsCheck(Proxmox proxmox, Optional<Clusters> clusters) {
        this.proxmox = proxmox;
        this.clusters = clusters;
    }

    /** Whom one answer is about. */
    private record Asked(NodeName spokesman, TokenId token) {}

    void check(Plan plan) {
        List<Need> needs = Need.of(plan.allSteps());
        Set<NodeName> nodes = new TreeSet<>();
        needs.forEach(need -> nodes.add(need.right().node()));
        Map<Asked, Permissions> told = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (NodeName node : nodes) {
            ProxmoxClient client = proxmox.client(node);
            List<Need> here = needs.stream()
                    .filter(need -> need.right().node().equals(node))
                    .toList();
            TokenId token = client.endpoint().tokenId();
            NodeName spokesman = clusters.flatMap(seen -> seen.spokesman(node)).orElse(node);
            Permissions permissions = told.computeIfAbsent(
                    new Asked(spokesman, token), asked -> client.access().permissions());
            new TokenRights(token, permissions, () -> proxmox.node(node).version(), here)
                    .missing().stream()
                            .filter(Problem::isError)
                            .map(problem -> problem.because(
                                    "the plan needs it on %s, and nothing was written yet".formatted(node)))
                            .forEach(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new LbprovException(ExitStatus.PROXMOX, problems);
        }
    }
}
