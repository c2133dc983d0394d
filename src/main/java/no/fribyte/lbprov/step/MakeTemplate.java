package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards the stopped VM is a template, which cannot be started any more. */
public record MakeTemplate(VmRef vm) implements Step {
    public MakeTemplate {
        requireNonNull(vm, "vm");
    }

    @Override
    public String title() {
        return "make a template of " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        if (!Markers.ofMember(context, vm).isTemplate()) {
            context.task(
                    title(),
                    vm,
                    api::makeTemplate,
                    () -> api.config().filter(VmConfig::isTemplate).isPresent());
        }
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Allocate"));
    }
}
