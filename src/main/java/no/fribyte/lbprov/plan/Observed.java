package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;

/**
 * What was seen of the place before planning.
 *
 * @param nodes what each has; for how a pair is, none are looked at
 * @param unread the nodes and VMs that could not be read; what may be there was not seen
 * @param blocked why nothing could be written, such as a lost quorum
 * @param vms every VM that could be of the pair, or that is in its way
 * @param freeIds VMIDs that Proxmox says are free, in the order to use them
 * @param taken the members whose fixed VMID is in use elsewhere in their cluster, with what has it
 * @param failedBoots VMs under construction whose first boot has failed for good
 * @param answers what running members of ours said of themselves
 */
public record Observed(
        Map<NodeName, SeenNode> nodes,
        List<Unread> unread,
        List<Problem> blocked,
        List<SeenVm> vms,
        List<VmId> freeIds,
        Map<MemberName, String> taken,
        Set<VmId> failedBoots,
        Map<MemberName, GuestMember.Answer> answers) {
    public Observed {
        nodes = Map.copyOf(nodes);
        unread = List.copyOf(unread);
        blocked = List.copyOf(blocked);
        vms = List.copyOf(vms);
        freeIds = List.copyOf(freeIds);
        taken = Map.copyOf(taken);
        failedBoots = Set.copyOf(failedBoots);
        answers = Map.copyOf(answers);
    }

    public Optional<SeenNode> node(NodeName name) {
        return Optional.ofNullable(nodes.get(requireNonNull(name, "name")));
    }

    public Optional<MemberStatus> status(MemberName member) {
        return Optional.ofNullable(answers.get(requireNonNull(member, "member")))
                .filter(GuestMember.Answer.Status.class::isInstance)
                .map(answer -> ((GuestMember.Answer.Status) answer).status());
    }

    /** Why a node could not be read, if it could not. */
    public Optional<Unread> unreadNode(NodeName node) {
        return unread.stream()
                .filter(what -> what.isNode() && what.node().equals(node))
                .findFirst();
    }

    /** A VM with the member's name that could not be read, if there is one. */
    Optional<Unread> unreadVm(MemberName member) {
        return unread.stream()
                .filter(what -> what.name().filter(member.value()::equals).isPresent())
                .findFirst();
    }

    /** What is to be said of what could not be read. */
    public List<Problem> unreadable() {
        return told(unread.stream());
    }

    /**
     * Not seen is not missing: why a member without a VM may have one all the same. It names no member, so that what hides two
     * is told once.
     */
    List<Problem> unreadableAs(MemberName member) {
        return told(unread.stream().filter(what -> what.mayBe(member))).stream()
                .map(Observed::hiding)
                .toList();
    }

    /** The same for a member that has a VM: a second one may be out of sight. */
    List<Problem> unreadVmAs(MemberName member) {
        return told(unreadVm(member).stream()).stream().map(Observed::hiding).toList();
    }

    /** Each trouble once: where a whole node is silent, its VMs are not told one by one. */
    private List<Problem> told(Stream<Unread> some) {
        return some.map(what -> unreadNode(what.node()).orElse(what).problem())
                .distinct()
                .toList();
    }

    private static Problem hiding(Problem problem) {
        return problem.asError()
                .because(problem.why().map(why -> why + "; ").orElse("") + "a member that was not seen may be there")
                .hint(problem.attempt().orElse("bring that node's API back, then run this again"));
    }
}
