package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;

/**
 * What was seen of the place before planning.
 *
 * @param unreadable the nodes that could not be read, with the reason; what may be on them was not seen
 * @param blocked why nothing could be written, such as a lost quorum
 * @param vms every VM that could be of the pair, or that is in its way
 * @param freeIds VMIDs that Proxmox says are free, in the order to use them
 * @param failedBoots VMs under construction whose first boot has failed for good
 * @param answers what running members of ours said of themselves
 */
public record Observed(
        Map<NodeName, SeenNode> nodes,
        List<Problem> unreadable,
        List<Problem> blocked,
        List<SeenVm> vms,
        List<VmId> freeIds,
        Set<VmId> failedBoots,
        Map<MemberName, GuestMember.Answer> answers) {
    public Observed {
        nodes = Map.copyOf(nodes);
        unreadable = List.copyOf(unreadable);
        blocked = List.copyOf(blocked);
        vms = List.copyOf(vms);
        freeIds = List.copyOf(freeIds);
        failedBoots = Set.copyOf(failedBoots);
        answers = Map.copyOf(answers);
    }

    /** Not seen is not missing: what each node that could not be read means for a member that was not seen. */
    List<Problem> unreadableAs(MemberName member) {
        return unreadable.stream()
                .map(node -> Problem.error("%s was not seen, but it may be on a node that cannot be read: %s"
                                .formatted(member, node.summary()))
                        .because(node.why().orElse("no answer"))
                        .hint(node.attempt().orElse("bring that node's API back, then run this again")))
                .toList();
    }

    public Optional<SeenNode> node(NodeName name) {
        return Optional.ofNullable(nodes.get(requireNonNull(name, "name")));
    }

    public Optional<MemberStatus> status(MemberName member) {
        return Optional.ofNullable(answers.get(requireNonNull(member, "member")))
                .filter(GuestMember.Answer.Status.class::isInstance)
                .map(answer -> ((GuestMember.Answer.Status) answer).status());
    }
}
