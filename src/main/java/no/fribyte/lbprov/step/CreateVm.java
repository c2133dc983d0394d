package no.fribyte.lbprov.step;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.Upid;

/**
 * Afterwards the VM exists and is stopped, with its disk made of the image and all marks on it.
 *
 * @param imageStorage where the image is
 * @param imageVolume the image's volume id
 */
public record CreateVm(VmSpec spec, String imageStorage, String imageVolume) implements Making {
    @Override
    public String title() {
        return "create %s with %d cores, %s memory"
                .formatted(
                        spec.vm().machine(), spec.guest().cores(), spec.guest().memory());
    }

    @Override
    public Mark mark() {
        return spec.marker();
    }

    @Override
    public Upid post(StepContext context, Mark stamped) {
        return context.node(spec.vm().node()).createVm(spec.vm().id(), form(stamped));
    }

    Form form(Mark marker) {
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

    @Override
    public List<Right> rights() {
        List<Right> rights = new ArrayList<>(VmRights.making(spec));
        rights.add(Right.storage(spec.vm().node(), imageStorage, "Datastore.Audit|Datastore.AllocateSpace"));
        return rights;
    }
}
