package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.model.DataSize;
import no.fribyte.lbprov.proxmox.VmApi;

/** Afterwards the disk has the profile's size; the guest's file system grows at first boot. */
public record ResizeDisk(VmRef vm, DataSize size, String storage) implements Step {
    @Override
    public String title() {
        return "grow the disk of %s to %s".formatted(vm, size);
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        // a task in every release that lbprov supports; before 8 the call did the work by itself
        context.task(title(), () -> api.resize("scsi0", size.mebibytes() + "M").orElseThrow());
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.Disk"), Right.storage(vm.node(), storage, "Datastore.AllocateSpace"));
    }
}
