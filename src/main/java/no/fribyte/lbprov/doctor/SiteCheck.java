package no.fribyte.lbprov.doctor;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.ClusterNode;
import no.fribyte.lbprov.proxmox.ClusterStatus;

/** Whether a cluster takes writes, and goes on taking them when a node is lost. */
final class SiteCheck {
    private SiteCheck() {}

    static List<Finding> findings(SiteFacts site) {
        ClusterStatus status = site.status();
        if (status.cluster().isEmpty()) {
            return status.nodes().size() > 1
                    ? List.of(Finding.hidden("the quorum of the cluster of " + names(site)))
                    : List.of(Finding.ok(names(site) + " stands alone"));
        }
        List<Finding> findings = new ArrayList<>();
        String name = status.cluster().orElseThrow();
        int all = status.nodes().size();
        if (status.quorate()) {
            long online = status.nodes().stream().filter(ClusterNode::online).count();
            findings.add(
                    Finding.ok("cluster %s has quorum, %d of its %d nodes are online".formatted(name, online, all)));
        }
        if (all == 2) {
            findings.add(ofTwo(name, site.thirdVote()));
        }
        return findings;
    }

    private static Finding ofTwo(String name, SiteFacts.ThirdVote vote) {
        String effect = "without a third vote, while one node is down nothing can be written on the other either: no"
                + " create, rebuild or destroy; members that run go on serving";
        String attempt = """
                on a machine outside the cluster: apt install corosync-qnetd
                on both nodes: apt install corosync-qdevice
                on one of them: pvecm qdevice setup ADDRESS-OF-THAT-MACHINE""";
        if (vote.state().filter("Connected"::equals).isPresent()) {
            return Finding.ok("its two nodes have a third vote, a QDevice");
        }
        if (vote.state().isPresent()) {
            return Finding.of(Problem.warning("the QDevice of cluster %s is not connected but: %s"
                            .formatted(name, vote.state().orElseThrow()))
                    .because(effect)
                    .hint("on a node: systemctl status corosync-qdevice; pvecm status"));
        }
        return Finding.of(
                vote.told()
                        ? Problem.warning("cluster %s has two nodes and no third vote".formatted(name))
                                .because(effect)
                                .hint(attempt)
                        : Problem.warning("cluster %s has two nodes, and whether a third vote cannot be told"
                                        .formatted(name))
                                .because(effect)
                                .hint("on a node: pvecm status; if it has no QDevice:\n" + attempt));
    }

    private static String names(SiteFacts site) {
        return String.join(", ", site.nodes().stream().map(node -> node.value()).toList());
    }
}
