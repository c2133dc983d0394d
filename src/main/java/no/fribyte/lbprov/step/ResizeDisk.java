package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.model.DataSize;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards the disk has at least the profile's size; the guest's file system grows at first boot. */
public record ResizeDisk(VmRef vm, DataSize size, String storage) implements Step {
    private static final String DISK = "scsi0";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(M|G|T)");

    @Override
    public String title() {
        return "grow the disk of %s to %s".formatted(vm.machine(), size);
    }

    @Override
    public void run(StepContext context) {
        VmConfig config = Markers.ofMember(context, vm);
        Optional<DataSize> now = Optional.ofNullable(config.drives().get(DISK))
                .flatMap(disk -> disk.value("size"))
                .flatMap(ResizeDisk::parse);
        if (now.filter(there -> there.compareTo(size) > 0).isPresent()) {
            // Proxmox does not shrink disks
            context.warn(Problem.warning(
                    "the disk of %s has %s, more than the profile's %s".formatted(vm, now.get(), size)));
        }
        if (now.filter(there -> there.compareTo(size) >= 0).isEmpty()) {
            VmApi api = context.node(vm.node()).vm(vm.id());
            // a task in every release that lbprov supports; before 8 the call did the work by itself
            context.task(title(), () -> api.resize(DISK, size.mebibytes() + "M").orElseThrow());
        }
    }

    /** Proxmox's own way to write a size; what it writes otherwise is left to the call to judge. */
    private static Optional<DataSize> parse(String text) {
        Matcher matcher = SIZE.matcher(text);
        return matcher.matches() ? DataSize.parse(matcher.group(1) + matcher.group(2) + "iB") : Optional.empty();
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.Disk"), Right.storage(vm.node(), storage, "Datastore.AllocateSpace"));
    }
}
