package no.fribyte.lbprov.step;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.VmApi;

/** Copies the template in full; afterwards the VM exists and is stopped, with the template's hardware still. */
public record CloneTemplate(VmSpec spec, VmId template) implements Step {
    @Override
    public String title() {
        return "clone template %s to %s".formatted(template, spec.vm());
    }

    @Override
    public void run(StepContext context) {
        NodeApi node = context.node(spec.vm().node());
        VmApi copy = node.vm(spec.vm().id());
        context.task(
                title(),
                spec.vm(),
                () -> node.vm(template).cloneTo(spec.vm().id(), form()),
                () -> copy.config().filter(config -> config.lock().isEmpty()).isPresent());
    }

    Form form() {
        Form form = Form.empty()
                .with("name", spec.vm().member().value())
                .with("full", true)
                .with("storage", spec.diskStorage())
                // a clone cannot be given a uuid, so until it is configured its description alone says whose it is
                .with("description", MarkerText.describe(spec.marker().with(Marker.State.CLONING)));
        return spec.vm().pool().map(pool -> form.with("pool", pool)).orElse(form);
    }

    @Override
    public List<Right> rights() {
        List<Right> rights = new ArrayList<>(VmRights.making(spec));
        rights.add(Right.on(spec.vm().node(), "/vms/" + template, "VM.Clone"));
        return rights;
    }
}
