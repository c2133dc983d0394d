package no.fribyte.lbprov.step;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards the VM counts as a proven member and starts with its node. */
public record MarkReady(VmRef vm, Marker marker) implements Step {
    @Override
    public String title() {
        return "mark %s as ready".formatted(vm.machine());
    }

    @Override
    public void run(StepContext context) {
        // tags in the create call fail where rights are given on a pool only: PVE checks them before the VM is in it
        Markers.write(
                context,
                vm,
                marker,
                config -> Form.empty().with("onboot", true).with("tags", String.join(";", tags(config))));
    }

    /** Ours, beside those that people gave it. */
    private Set<String> tags(VmConfig config) {
        Set<String> tags = new LinkedHashSet<>(List.of("lbprov", marker.pair().value()));
        tags.addAll(config.tags());
        return tags;
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.Options"));
    }
}
