package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;

/** Whether a VM is lbprov's own: name, SMBIOS uuid and marker must agree. What fails is never changed or deleted. */
public sealed interface Claim {
    /** Made by lbprov. */
    record Ours(Marker marker) implements Claim {
        public Ours {
            requireNonNull(marker, "marker");
        }
    }

    /** Not ours, for the reason given. */
    record Foreign(String reason) implements Claim {
        public Foreign {
            requireNonNull(reason, "reason");
        }
    }

    static Claim of(SeenVm vm) {
        if (vm.marker() instanceof MarkerText.Reading.Unreadable unreadable) {
            return new Foreign(unreadable.reason());
        }
        if (vm.marker() instanceof MarkerText.Reading.Template) {
            return new Foreign("it is a template for members, made by lbprov");
        }
        if (!(vm.marker() instanceof MarkerText.Reading.Found found)) {
            return new Foreign("it has no lbprov marker in its description");
        }
        Marker marker = found.marker();
        if (vm.template()) {
            return new Foreign("it is a template");
        }
        if (!marker.vmId().equals(vm.id())) {
            return new Foreign("its marker is that of VM " + marker.vmId() + ": a copy or a restored backup");
        }
        if (!marker.member().value().equals(vm.name())) {
            return new Foreign("its marker is that of " + marker.member() + ", but its name is " + vm.name());
        }
        return uuidAgrees(vm, marker)
                ? new Ours(marker)
                : new Foreign("its SMBIOS uuid is not the one lbprov gives to " + marker.member());
    }

    /** A clone call cannot set the uuid, so that of a clone in the making says nothing. */
    private static boolean uuidAgrees(SeenVm vm, Marker marker) {
        if (marker.state() == Marker.State.CLONING) {
            return true;
        }
        UUID expected = Identity.uuid(marker.pair(), marker.member(), marker.incarnation());
        return vm.uuid().equals(Optional.of(expected));
    }
}
