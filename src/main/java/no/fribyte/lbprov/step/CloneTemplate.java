package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.Upid;

/**
 * Copies the template in full; afterwards the VM exists and is stopped, with the template's hardware still.
 *
 * @param ports where the template's own network cards are plugged in
 * @param baked when lbprov made it, if lbprov did: then it is in the pool of the VM
 */
public record CloneTemplate(VmSpec spec, VmId template, Set<BridgePort> ports, Optional<LocalDate> baked)
        implements Making {
    public CloneTemplate {
        requireNonNull(spec, "spec");
        requireNonNull(template, "template");
        ports = Set.copyOf(ports);
        requireNonNull(baked, "baked");
    }

    @Override
    public String title() {
        return "clone template %s%s to %s"
                .formatted(
                        template,
                        baked.map(day -> ", baked " + day + ",").orElse(""),
                        spec.vm().machine());
    }

    @Override
    public Mark mark() {
        return spec.marker().cloning();
    }

    @Override
    public Upid post(StepContext context, Mark stamped) {
        return context.node(spec.vm().node()).vm(template).cloneTo(spec.vm().id(), form(stamped));
    }

    Form form(Mark cloning) {
        Form form = Form.empty()
                .with("name", spec.vm().member().value())
                .with("full", true)
                .with("storage", spec.diskStorage())
                // a clone cannot be given a uuid, so until it is configured its description alone says whose it is
                .with("description", MarkerText.describe(cloning));
        return spec.vm().pool().map(pool -> form.with("pool", pool)).orElse(form);
    }

    @Override
    public List<Right> rights() {
        List<Right> rights = new ArrayList<>(VmRights.making(spec));
        VmRef vm = spec.vm();
        rights.add(
                baked.isPresent()
                        ? new VmRef(vm.node(), template, vm.member(), vm.pool()).right("VM.Audit", "VM.Clone")
                        : Right.on(vm.node(), "/vms/" + template, "VM.Audit", "VM.Clone"));
        // the copy has the template's cards at first, and whoever copies or changes one must be allowed to use its
        // bridge
        ports.forEach(port -> rights.add(port.right(spec.vm().node())));
        return rights;
    }
}
