package no.fribyte.lbprov.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.VmSummary;

/** Finds out who has a VMID that the profile fixes. What has it on the member's own node is planning's to judge. */
record FixedIds(Proxmox proxmox, Clusters clusters, List<VmSummary> summaries) {
    Map<MemberName, String> taken(Pair pair) {
        Map<MemberName, String> taken = new LinkedHashMap<>();
        for (Member member : pair.members()) {
            member.pinned().flatMap(id -> user(id, member.node())).ifPresent(user -> taken.put(member.name(), user));
        }
        return taken;
    }

    private Optional<String> user(VmId id, NodeName home) {
        Optional<NodeName> spokesman = clusters.spokesman(home);
        if (spokesman.isEmpty()) {
            return Optional.empty();
        }
        Set<NodeName> cluster = clusters.nodesWith(spokesman.get());
        Optional<VmSummary> listed = summaries.stream()
                .filter(summary -> summary.id().equals(id) && cluster.contains(summary.node()))
                .findFirst();
        if (listed.isPresent()) {
            return listed.filter(
                            summary -> summary.container() || !summary.node().equals(home))
                    .map(FixedIds::words);
        }
        return proxmox.client(spokesman.get()).cluster().isFree(id)
                ? Optional.empty()
                : Optional.of("something that the token does not see");
    }

    private static String words(VmSummary summary) {
        return "%s %s%s on %s"
                .formatted(
                        summary.container() ? "container" : "VM",
                        summary.id(),
                        summary.name().map(name -> " (" + name + ")").orElse(""),
                        summary.node());
    }
}
