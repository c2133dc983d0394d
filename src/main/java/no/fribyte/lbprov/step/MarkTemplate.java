package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards members may be cloned from the template. What was found in it stays in its marker. */
public record MarkTemplate(VmRef vm) implements Step {
    public MarkTemplate {
        requireNonNull(vm, "vm");
    }

    @Override
    public String title() {
        return "mark template %s on %s as ready".formatted(vm.id(), vm.node());
    }

    @Override
    public void run(StepContext context) {
        VmConfig config = Markers.ofMember(context, vm);
        TemplateMarker now = Markers.marker(config)
                .filter(TemplateMarker.class::isInstance)
                .map(TemplateMarker.class::cast)
                .orElseThrow(() -> Markers.changed(vm, "its marker is not that of a template"));
        // tags in the create call fail where rights are given on a pool only: PVE checks them before the VM is in it
        Form tags = Form.empty().with("tags", "lbprov");
        Markers.write(context, vm, now.with(TemplateMarker.State.READY).with(Optional.empty()), tags);
    }

    @Override
    public List<Right> rights() {
        // the last two are for those who clone it, perhaps at night: who bakes shall hear what is missing for that
        return List.of(vm.right("VM.Config.Options", "VM.Audit", "VM.Clone", "VM.Config.Cloudinit"));
    }
}
