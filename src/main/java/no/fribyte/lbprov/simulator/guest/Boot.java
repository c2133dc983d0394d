package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import no.fribyte.lbprov.simulator.guest.PendingStage.Stage;

/** Brings a guest from power-on to where it must be at a moment; there is no thread, only time that has passed. */
final class Boot {
    private static final List<String> BASE_PACKAGES = List.of(
            "python3", "procps", "iproute2", "openssh-server", "sudo", "ca-certificates", "netplan.io", "locales");

    private final GuestTiming timing;

    Boot(GuestTiming timing) {
        this.timing = requireNonNull(timing, "timing");
    }

    /** Starts a boot if the machine was switched on since the last one. */
    void powerOn(Machine machine, Wire wire) {
        GuestDisk disk = machine.disk();
        Instant poweredOn = machine.hardware().poweredOn();
        if (!poweredOn.isAfter(disk.bootedAt())) {
            return;
        }
        settle(machine, wire, poweredOn);
        disk.restart(poweredOn);
        install(machine);
        Instant agent = poweredOn.plus(timing.agent());
        if (new CloudInit(machine).local() == CloudInit.Found.NEW_INSTANCE) {
            Instant packages = agent.plus(timing.packages());
            disk.pending().add(new PendingStage(Stage.CLOUD_INIT, agent));
            disk.pending().add(new PendingStage(Stage.PACKAGES, packages));
            disk.pending().add(new PendingStage(Stage.SERVICES, packages.plus(timing.services())));
        } else {
            disk.pending().add(new PendingStage(Stage.LATER_BOOT, agent));
        }
    }

    /** Does what is due. */
    void settle(Machine machine, Wire wire, Instant now) {
        List<PendingStage> pending = machine.disk().pending();
        while (!pending.isEmpty() && !now.isBefore(pending.get(0).at())) {
            boolean goesOn = run(pending.remove(0).stage(), machine, wire);
            if (!goesOn) {
                pending.clear();
            }
        }
    }

    private static boolean run(Stage stage, Machine machine, Wire wire) {
        FirstBoot firstBoot = new FirstBoot(machine, wire);
        return switch (stage) {
            case CLOUD_INIT -> new CloudInit(machine).newInstance(wire);
            case PACKAGES -> firstBoot.packages() || finished(machine);
            case SERVICES -> {
                firstBoot.services();
                yield finished(machine);
            }
            case LATER_BOOT -> {
                // what the kernel refuses is seen in what does not start then
                Sysctl.apply(machine.disk());
                new Systemd(machine, wire).startEnabled();
                yield false;
            }
        };
    }

    /** cloud-init waits for the program of the first boot; after it nothing follows. */
    private static boolean finished(Machine machine) {
        new CloudInitReport(machine.disk()).finish();
        return false;
    }

    /** Whether the guest is far enough to answer, and has an agent at all. */
    static boolean answers(Machine machine) {
        boolean early = machine.disk().pending().stream()
                .anyMatch(pending -> pending.stage() == Stage.CLOUD_INIT || pending.stage() == Stage.LATER_BOOT);
        return machine.hardware().agentDevice() && machine.disk().has(DebianArchive.AGENT) && !early;
    }

    /** What a copy of the image has before it boots for the first time. */
    private static void install(Machine machine) {
        GuestDisk disk = machine.disk();
        String machineId = Identity.hex(machine.diskId()).substring(0, 32) + "\n";
        if (disk.text("/etc/machine-id").filter(String::isBlank).isPresent()) {
            disk.write("/etc/machine-id", "0444", machineId);
        }
        if (disk.has("/etc/os-release")) {
            return;
        }
        Image image = new Image(machine.hardware().image());
        disk.write("/etc/os-release", "0644", image.osRelease());
        disk.write("/etc/machine-id", "0444", machineId);
        disk.write("/etc/passwd", "0644", "root:x:0:0:root:/root:/bin/bash\n");
        disk.write("/etc/hostname", "0644", "localhost\n");
        DebianArchive.install(disk, BASE_PACKAGES, true);
        DebianArchive.install(disk, List.copyOf(image.bakedPackages()), true);
    }
}
