package no.fribyte.lbprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.Guests.Content;
import no.fribyte.lbprov.simulator.guest.Hardware;
import org.junit.jupiter.api.Assumptions;

/** A lab with machines of one sector; it leaves nothing behind. */
final class Bench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path directory;
    final LabMachines lab;
    final Place place;

    private Bench(Path folder) {
        directory = folder.resolve("lab");
        lab = new LabMachines(directory);
        place = Place.in(directory);
    }

    /** A lab, or a skipped test and a loud line where this host cannot have one. */
    static Bench in(Path folder) {
        Requirements host = Requirements.look(System.getenv());
        if (!host.met()) {
            System.err.println("SKIPPED: no machine was started, for the lab lacks " + host);
        }
        Assumptions.assumeTrue(host.met(), "the lab lacks " + host);
        return new Bench(folder);
    }

    /** A machine that is off, with a disk made of the sector. */
    Hardware machine(String node, int vmid) throws IOException {
        Hardware hardware = TestMachines.on(node, vmid, List.of(TestMachines.card(vmid % 100, true)), Optional.empty());
        Path image = Sector.image(directory.resolveSibling("sector.img"));
        lab.make(hardware.diskId(), new Content.Image("sector", Optional.of(image)), hardware.diskBytes());
        return hardware;
    }

    Hardware booted(String node, int vmid) throws IOException {
        Hardware machine = machine(node, vmid);
        lab.powerOn(machine);
        says(machine, "1");
        return machine;
    }

    /** Waits until a machine has said this on its console, and nothing else. */
    void says(Hardware machine, String text) throws IOException {
        boots(machine, text.length());
        assertThat(lab.consoleLog(machine.diskId())).hasContent(text);
    }

    /** Waits for a boot; without power, the guest's disk may have forgotten which one it is. */
    void boots(Hardware machine, int number) throws IOException {
        Path log = lab.consoleLog(machine.diskId());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && !(Files.exists(log) && Files.size(log) >= number)) {
            pause();
        }
        assertThat(log).hasSize(number);
    }

    void isOff(Hardware machine) {
        assertThat(process(machine).ends(PATIENCE)).isTrue();
        assertThat(lab.isOn(machine)).isFalse();
    }

    QemuProcess process(Hardware machine) {
        return new QemuProcess(place.pidfile(machine.diskId()));
    }

    long pid(Hardware machine) {
        return process(machine).pid().orElseThrow();
    }

    /** Whether a process does anything; one that ended may stay listed until somebody asks how. */
    static boolean runs(long pid) throws IOException {
        Path line = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.exists(line) && Files.readAllBytes(line).length > 0;
    }

    DiskImages.Facts disk(String diskId) {
        return new DiskImages(place, new Locks(place)).facts(place.disk(diskId));
    }

    Monitor monitor(Hardware machine) {
        return Monitor.open(place.monitor(machine.diskId()), machine.vmid());
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        lab.remove();
    }
}
