package no.fribyte.lbprov.step;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/**
 * Afterwards the VM exists and is stopped, with its disk made of the image and all marks on it.
 *
 * @param imageStorage where the image is
 * @param imageVolume the image's volume id
 */
public record CreateVm(VmSpec spec, String imageStorage, String imageVolume) implements Step {
    @Override
    public String title() {
        return "create %s with %d cores, %s memory"
                .formatted(
                        spec.vm().machine(), spec.guest().cores(), spec.guest().memory());
    }

    @Override
    public void run(StepContext context) {
        NodeApi node = context.node(spec.vm().node());
        Marker marker = context.hold().stamped(spec.vm(), spec.marker());
        context.hold().takes(spec.vm());
        context.task(title(), spec.vm(), () -> node.createVm(spec.vm().id(), form(marker)), () -> isOurs(node, marker));
    }

    Form form(Marker marker) {
        String disk =
                "%s:0,import-from=%s,%s".formatted(spec.diskStorage(), imageVolume, Hardware.diskOptions(spec.guest()));
        Form form = Form.empty()
                .with("name", spec.vm().member().value())
                .with("description", MarkerText.describe(marker))
                .with(Hardware.settings(spec))
                .with("scsi0", disk)
                // the seed is uploaded once the place is ours: before, another run may have one of the same name there
                .with(Hardware.CDROM, Hardware.cdrom("none"))
                .with("boot", "order=scsi0");
        return spec.vm().pool().map(pool -> form.with("pool", pool)).orElse(form);
    }

    /** Whether the VM of that number is the one we tried to create: complete, and with our marker. */
    private boolean isOurs(NodeApi node, Marker marker) {
        return node.vm(spec.vm().id())
                .config()
                .filter(seen -> seen.lock().isEmpty())
                .map(VmConfig::description)
                .map(MarkerText::read)
                .filter(reading -> reading.equals(new MarkerText.Reading.Found(marker)))
                .isPresent();
    }

    @Override
    public List<Right> rights() {
        List<Right> rights = new ArrayList<>(VmRights.making(spec));
        rights.add(Right.storage(spec.vm().node(), imageStorage, "Datastore.Audit|Datastore.AllocateSpace"));
        return rights;
    }
}
