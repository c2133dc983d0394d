package no.fribyte.lbprov.app;

import java.util.Set;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.model.VmIdRange;

/**
 * The VMIDs that a VM of lbprov's may have here.
 *
 * @param range the inventory's
 * @param pinned those that the profile fixes
 */
record OwnIds(VmIdRange range, Set<VmId> pinned) {
    static OwnIds of(Pair pair, Place place) {
        return new OwnIds(
                place.vmids(),
                pair.members().stream()
                        .flatMap(member -> member.pinned().stream())
                        .collect(Collectors.toSet()));
    }

    /** Without a profile. */
    static OwnIds of(Place place) {
        return new OwnIds(place.vmids(), Set.of());
    }

    boolean contains(VmId id) {
        return range.contains(id) || pinned.contains(id);
    }
}
