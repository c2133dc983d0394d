package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import no.fribyte.lbprov.doctor.Need;
import no.fribyte.lbprov.doctor.TokenFacts;
import no.fribyte.lbprov.doctor.TokenRights;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.Desired;
import no.fribyte.lbprov.plan.EmptyPlace;
import no.fribyte.lbprov.plan.WholeLife;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.ProxmoxClient;
import no.fribyte.lbprov.proxmox.TokenId;
import no.fribyte.lbprov.step.BridgePort;

/**
 * Looks at what the tokens may do, beside all that a pair may ever need.
 *
 * @param unread gets what could not be found out
 */
record Tokens(Proxmox proxmox, Desired desired, Clusters clusters, Consumer<List<Problem>> unread) {
    /** A token's rights are those of a cluster; one that stands alone has its own. */
    private record Key(NodeName spokesman, TokenId token) {}

    List<TokenFacts> look(Map<NodeName, Map<VmId, Set<BridgePort>>> templates) {
        List<TokenFacts> tokens = new ArrayList<>();
        try {
            List<Need> needs = needs(templates);
            for (List<NodeName> nodes : users()) {
                ProxmoxClient client = proxmox.client(nodes.get(0));
                List<Need> here = needs.stream()
                        .filter(need -> nodes.contains(need.right().node()))
                        .toList();
                tokens.add(new TokenFacts(
                        nodes,
                        new TokenRights(
                                client.endpoint().tokenId(), client.access().permissions(), client::version, here)));
            }
        } catch (LbprovException failed) {
            Examination.passOnInterruption(failed);
            unread.accept(failed.problems());
        }
        return tokens;
    }

    private List<Need> needs(Map<NodeName, Map<VmId, Set<BridgePort>>> templates) {
        EmptyPlace place = new EmptyPlace(desired.pair(), desired.place(), templates);
        List<Need> needs = new ArrayList<>(Need.of(new WholeLife(desired, place).steps()));
        desired.pair().members().stream()
                .map(Member::node)
                .distinct()
                .forEach(node -> needs.addAll(NodeLook.needs(desired.place().node(node))));
        clusters.readable().forEach(node -> needs.add(Clusters.need(node)));
        return needs;
    }

    /** The nodes on which the same token of the same cluster is used. */
    private List<List<NodeName>> users() {
        Map<Key, List<NodeName>> users = new LinkedHashMap<>();
        for (NodeName node : clusters.answered().keySet()) {
            Key key = new Key(
                    clusters.spokesman(node).orElse(node),
                    proxmox.client(node).endpoint().tokenId());
            users.computeIfAbsent(key, none -> new ArrayList<>()).add(node);
        }
        return List.copyOf(users.values());
    }
}
