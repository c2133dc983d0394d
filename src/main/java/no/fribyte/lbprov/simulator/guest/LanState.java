package no.fribyte.lbprov.simulator.guest;

import java.util.Set;
import java.util.TreeSet;

/** What a test has broken outside of the guests: addresses of backends that are down, and guests without a network. */
record LanState(Set<String> backendsDown, Set<String> cut) {
    LanState {
        backendsDown = Set.copyOf(backendsDown);
        cut = Set.copyOf(cut);
    }

    static LanState intact() {
        return new LanState(Set.of(), Set.of());
    }

    LanState withBackend(String address, boolean up) {
        return new LanState(changed(backendsDown, address, !up), cut);
    }

    LanState withCut(String diskId, boolean isCut) {
        return new LanState(backendsDown, changed(cut, diskId, isCut));
    }

    private static Set<String> changed(Set<String> set, String item, boolean member) {
        Set<String> copy = new TreeSet<>(set);
        if (member) {
            copy.add(item);
        } else {
            copy.remove(item);
        }
        return copy;
    }
}
