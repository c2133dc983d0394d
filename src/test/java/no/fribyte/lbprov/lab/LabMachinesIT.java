package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.guest.Guests.Content;
import no.fribyte.lbprov.simulator.guest.Hardware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real QEMU processes, with a guest of one sector that counts its boots. */
class LabMachinesIT {
    @TempDir
    private Path folder;

    private Bench bench;
    private LabMachines lab;

    @BeforeEach
    void open() {
        bench = Bench.in(folder);
        lab = bench.lab;
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void a_machine_outlives_the_process_that_started_it_and_is_found_again() throws IOException {
        Hardware machine = bench.booted("pluto", 101);
        long pid = bench.pid(machine);

        LabMachines next = new LabMachines(bench.directory);
        assertThat(next.isOn(machine)).isTrue();
        next.powerOn(machine);
        assertThat(bench.pid(machine)).isEqualTo(pid);
        next.reset(machine);
        bench.says(machine, "12");
        assertThat(bench.pid(machine)).isEqualTo(pid);

        next.powerOff(machine);
        assertThat(next.isOn(machine)).isFalse();
        next.powerOff(machine);
        next.powerOn(machine);
        bench.says(machine, "123");
        next.reset(machine);
        bench.says(machine, "1234");
        bench.isOff(machine);
    }

    @Test
    void a_machine_whose_process_was_killed_is_off_and_starts_again() throws IOException {
        Hardware machine = bench.booted("pluto", 101);

        assertThat(ProcessHandle.of(bench.pid(machine)).orElseThrow().destroyForcibly())
                .isTrue();
        bench.isOff(machine);

        lab.powerOn(machine);
        bench.boots(machine, 2);
    }

    @Test
    void a_snapshot_of_a_running_machine_is_what_its_disk_held() throws IOException {
        Hardware machine = bench.booted("pluto", 101);
        lab.takeSnapshot(machine.diskId(), "before");
        lab.takeSnapshot(machine.diskId(), "before");
        lab.reset(machine);
        bench.says(machine, "12");
        assertThat(bench.disk(machine.diskId()).snapshots()).containsExactly("before");

        lab.powerOff(machine);
        lab.takeSnapshot(machine.diskId(), "after");
        lab.rollBack(machine.diskId(), "before");
        lab.powerOn(machine);
        bench.says(machine, "122");

        lab.deleteSnapshot(machine.diskId(), "before");
        lab.deleteSnapshot(machine.diskId(), "before");
        lab.powerOff(machine);
        lab.deleteSnapshot(machine.diskId(), "after");
        assertThat(bench.disk(machine.diskId()).snapshots()).isEmpty();
    }

    @Test
    void a_disk_grows_whether_its_machine_runs_or_not() throws IOException {
        Hardware machine = bench.booted("pluto", 101);
        lab.grow(machine.diskId(), 16 * TestMachines.MEBIBYTE);
        assertThat(bench.disk(machine.diskId()).bytes()).isEqualTo(16 * TestMachines.MEBIBYTE);

        lab.powerOff(machine);
        lab.grow(machine.diskId(), 32 * TestMachines.MEBIBYTE);
        lab.grow(machine.diskId(), 16 * TestMachines.MEBIBYTE);
        assertThat(bench.disk(machine.diskId()).bytes()).isEqualTo(32 * TestMachines.MEBIBYTE);
    }

    @Test
    void a_disk_needs_neither_the_file_nor_the_disk_that_it_was_made_of() throws IOException {
        Hardware machine = bench.booted("pluto", 101);
        Path image = folder.resolve("sector.img");
        Files.write(image, new byte[512]);
        Files.delete(image);
        lab.powerOff(machine);
        lab.takeSnapshot(machine.diskId(), "before");

        Hardware copy = TestMachines.on("fergus", 102, List.of(), Optional.empty());
        lab.make(copy.diskId(), new Content.Copy(machine.diskId()), copy.diskBytes());
        lab.wipe(machine.diskId());

        assertThat(bench.disk(copy.diskId()).snapshots()).isEmpty();
        lab.powerOn(copy);
        bench.says(copy, "2");
    }

    @Test
    void what_has_no_bytes_is_no_disk() {
        assertThatThrownBy(() -> lab.make("disk", new Content.Image("debian-13", Optional.empty()), 1))
                .isInstanceOf(GuestException.class)
                .hasMessage("the image 'debian-13' has no bytes here");
        assertThatThrownBy(() -> lab.make("disk", new Content.Copy("other"), 1))
                .isInstanceOf(GuestException.class)
                .hasMessage("the disk other has no file in the lab");
        lab.make("blank", new Content.Blank(), 4 * TestMachines.MEBIBYTE);
        assertThat(bench.disk("blank").bytes()).isEqualTo(4 * TestMachines.MEBIBYTE);
    }

    @Test
    void wiping_a_disk_ends_its_machine_and_leaves_nothing_of_it() throws IOException {
        Hardware machine = bench.booted("pluto", 101);
        long pid = bench.pid(machine);

        lab.wipe(machine.diskId());
        lab.wipe(machine.diskId());

        assertThat(Bench.runs(pid)).isFalse();
        assertThat(bench.place.disk(machine.diskId())).doesNotExist();
        assertThat(lab.consoleLog(machine.diskId())).doesNotExist();
        assertThat(bench.place.machine(machine.diskId())).doesNotExist();
    }

    @Test
    void a_medium_goes_in_and_out_while_the_machine_runs() throws IOException {
        Hardware machine = bench.booted("pluto", 101);
        Path medium = Files.writeString(folder.resolve("seed.iso"), "x".repeat(4096), UTF_8);
        Hardware with = TestMachines.on("pluto", 101, machine.nics(), Optional.of(medium));

        lab.change(with);
        lab.change(with);
        assertThat(drive(with).path("inserted").path("file").asString("")).isEqualTo(medium.toString());

        lab.change(machine);
        lab.change(machine);
        assertThat(drive(with).has("inserted")).isFalse();

        lab.change(with);
        assertThat(drive(with).path("inserted").path("file").asString("")).isEqualTo(medium.toString());
    }

    private JsonNode drive(Hardware machine) {
        try (Monitor monitor = bench.monitor(machine)) {
            return monitor.run("query-block")
                    .valueStream()
                    .filter(drive -> drive.path("device").asString("").equals("drive-ide2"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_guest_that_ignores_the_power_button_is_asked_once_and_stays_on() throws IOException {
        Hardware machine = bench.booted("pluto", 101);

        assertThat(lab.shutDown(machine)).isFalse();
        assertThat(MachineFile.wasAsked(bench.place, machine.diskId())).isTrue();
        assertThat(lab.shutDown(machine)).isFalse();

        lab.powerOff(machine);
        assertThat(lab.shutDown(machine)).isTrue();
        lab.powerOn(machine);
        assertThat(MachineFile.wasAsked(bench.place, machine.diskId())).isFalse();
    }

    @Test
    void an_agent_that_is_not_there_is_not_running() throws IOException {
        Hardware machine = bench.booted("pluto", 101);

        assertThatThrownBy(() -> lab.agent(machine).ping())
                .isInstanceOf(GuestException.class)
                .hasMessage("QEMU guest agent is not running");
    }

    @Test
    void a_probe_succeeds_where_guests_run() {
        assertThat(new Probe(folder).succeeds(Accelerator.TCG)).isTrue();
        assertThat(lab.accelerator()).isIn("KVM", "TCG").isEqualTo(new LabMachines(bench.directory).accelerator());
    }

    @Test
    void nothing_is_left_of_a_lab_that_is_removed() throws IOException {
        Hardware machine = bench.booted("pluto", 101);
        long pid = bench.pid(machine);

        lab.remove();

        assertThat(Bench.runs(pid)).isFalse();
        assertThat(bench.directory).doesNotExist();
        assertThat(Program.must(List.of("ip", "netns", "list"))).doesNotContain(bench.place.id());
    }
}
