package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import no.fribyte.lbprov.model.Marker;

/** A VM that is lbprov's own, with the marker that says so. */
record OwnVm(SeenVm vm, Marker marker) {
    OwnVm {
        requireNonNull(vm, "vm");
        requireNonNull(marker, "marker");
    }

    boolean underConstruction() {
        return marker.state() == Marker.State.BUILDING || marker.state() == Marker.State.CLONING;
    }
}
