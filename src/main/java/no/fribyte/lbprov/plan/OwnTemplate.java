package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.step.VmRef;

/** A template that lbprov made, or the VM that it makes one of: name, VMID, uuid and marker agree. */
public record OwnTemplate(SeenVm vm, TemplateMarker marker) {
    public OwnTemplate {
        requireNonNull(vm, "vm");
        requireNonNull(marker, "marker");
    }

    /** Nothing when it is not lbprov's: a copy, a restored backup, or one that somebody renamed. */
    static Optional<OwnTemplate> of(SeenVm vm) {
        if (!(vm.marker() instanceof MarkerText.Reading.Template found)) {
            return Optional.empty();
        }
        TemplateMarker marker = found.marker();
        boolean own = marker.vmId().equals(vm.id())
                && marker.machine().value().equals(vm.name())
                && vm.uuid().equals(Optional.of(Identity.templateUuid(marker)));
        return own ? Optional.of(new OwnTemplate(vm, marker)) : Optional.empty();
    }

    /** Those of a system on a node, the newest first. */
    public static List<OwnTemplate> among(List<SeenVm> vms, NodeName node, GuestOs os) {
        return vms.stream()
                .flatMap(vm -> of(vm).stream())
                .filter(own -> own.vm.node().equals(node) && own.marker.os() == os)
                .sorted(Comparator.comparing((OwnTemplate own) -> own.marker.baked())
                        .thenComparing(own -> own.vm.id().number())
                        .reversed())
                .toList();
    }

    /** The one to clone a member from, if there is one of this image. */
    public static Optional<OwnTemplate> newest(
            List<SeenVm> vms, NodeName node, GuestOs os, ImageSource.CloudImage image) {
        return among(vms, node, os).stream()
                .filter(OwnTemplate::isReady)
                .filter(own -> own.isOf(image))
                .findFirst();
    }

    /** Only then all of it was checked. */
    public boolean isReady() {
        return marker.state() == TemplateMarker.State.READY && vm.template();
    }

    public boolean isOf(ImageSource.CloudImage image) {
        return marker.image().equals(image.digest());
    }

    VmRef ref(Optional<String> pool) {
        return new VmRef(vm.node(), vm.id(), marker.machine(), pool);
    }
}
