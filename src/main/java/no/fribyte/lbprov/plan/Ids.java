package no.fribyte.lbprov.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;

/** Gives out VMIDs for one plan: the pinned one, or the next free; asked again, a member gets the same. */
final class Ids {
    private final List<VmId> free;
    private final Map<MemberName, VmId> given = new LinkedHashMap<>();

    Ids(List<VmId> free) {
        this.free = List.copyOf(free);
    }

    /**
     * For a member that is made anew once what was begun of it is deleted: the same number, unless it moves. It is so with a
     * pinned number too, which may be that of the VM that is kept meanwhile.
     */
    Optional<VmId> again(Member member, OwnVm begun) {
        return begun.vm().node().equals(member.node()) ? Optional.of(begun.vm().id()) : of(member);
    }

    static Problem noneFor(Member member) {
        return Problem.error("no VMID is free for " + member.name()).hint("widen the range of vmids in the inventory");
    }

    Optional<VmId> of(Member member) {
        if (member.pinned().isPresent()) {
            return member.pinned();
        }
        if (!given.containsKey(member.name())) {
            free.stream()
                    .filter(id -> !given.containsValue(id))
                    .findFirst()
                    .ifPresent(id -> given.put(member.name(), id));
        }
        return Optional.ofNullable(given.get(member.name()));
    }
}
