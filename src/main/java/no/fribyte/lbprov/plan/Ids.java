package no.fribyte.lbprov.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.VmId;

/** Gives out VMIDs for one plan: the pinned one, or the next free; asked again, a member gets the same. */
final class Ids {
    private final List<VmId> free;
    private final Map<MemberName, VmId> given = new LinkedHashMap<>();

    Ids(List<VmId> free) {
        this.free = List.copyOf(free);
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

    /** For a VM made in place of one that is removed before: the same number, if it is on the same node. */
    Optional<VmId> inPlaceOf(OwnVm removed, Member member) {
        return removed.vm().node().equals(member.node())
                ? Optional.of(removed.vm().id())
                : of(member);
    }
}
