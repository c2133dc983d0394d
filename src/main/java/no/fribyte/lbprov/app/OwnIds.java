package no.fribyte.lbprov.app;

import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.VmId;

/** The VMIDs that a VM of lbprov's may have here: the inventory's range, and those that the profile fixes. */
record OwnIds(Pair pair, Place place) {
    boolean contains(VmId id) {
        return place.vmids().contains(id)
                || pair.members().stream()
                        .anyMatch(member -> member.pinned().filter(id::equals).isPresent());
    }
}
