package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;

/** A VM that is lbprov's own, with the marker that says so. */
record OwnVm(SeenVm vm, Marker marker) {
    OwnVm {
        requireNonNull(vm, "vm");
        requireNonNull(marker, "marker");
    }

    /** A VM begun for something else than the profile asks for now, or whose first boot failed, is not worth finishing. */
    boolean isBegunFor(Desired desired, Observed observed, Member member) {
        return marker.recipe().equals(desired.recipe(member))
                && !observed.failedBoots().contains(vm.id())
                && vm.node().equals(member.node())
                && marker.version().equals(desired.version());
    }

    /** It lacks its mark only: it was let near the virtual IPs, which happens after the proof and once its seed is gone. */
    boolean hasProved(Observed observed) {
        return underConstruction()
                && vm.running()
                && observed.status(marker.member())
                        .filter(status -> !status.drained() && status.cloudInitDisabled())
                        .isPresent();
    }

    /** Whether it is what was seen before, marked as it was then. */
    boolean isAsIn(SeenVm before) {
        return before.node().equals(vm.node())
                && before.id().equals(vm.id())
                && before.marker().equals(vm.marker());
    }

    /** What tells it from every other VM of the pair. */
    List<String> place() {
        return List.of(marker.member().value(), vm.id().toString(), vm.node().value());
    }

    boolean underConstruction() {
        return marker.state() == Marker.State.BUILDING || marker.state() == Marker.State.CLONING;
    }
}
