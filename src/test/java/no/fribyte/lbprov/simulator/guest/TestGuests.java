package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Some machines that are switched on, a clock that is turned by hand, and the guests in them. */
final class TestGuests {
    static final String IMAGE = "debian-12-genericcloud-amd64.qcow2";

    private final Path directory;
    private final GuestTiming timing;
    private final List<Hardware> running = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    GuestMachines machines;

    TestGuests(Path directory, GuestTiming timing) {
        this.directory = directory;
        this.timing = timing;
        machines = open();
    }

    /** As after a kill: nothing but the directory is left. */
    void reopen() {
        machines = open();
    }

    private GuestMachines open() {
        return new GuestMachines(directory.resolve("guests"), timing, () -> now, () -> List.copyOf(running));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Hardware start(SampleSeed seed) {
        return start(seed, IMAGE);
    }

    Hardware start(SampleSeed seed, String image) {
        return start(new Hardware(
                seed.name + "-disk",
                seed.name.endsWith("1") ? 101 : 102,
                seed.name.endsWith("1") ? "pluto" : "fergus",
                seed.name,
                "00000000-0000-4000-8000-000000000001",
                image,
                10L << 30,
                2,
                2L << 30,
                Optional.empty(),
                List.of(new Hardware.Nic(
                        "BC:24:11:00:00:0" + seed.name.charAt(seed.name.length() - 1), "vmbr0", 0, true)),
                Optional.of(write(seed)),
                true,
                now));
    }

    Hardware start(Hardware hardware) {
        running.removeIf(other -> other.diskId().equals(hardware.diskId()));
        running.add(hardware);
        machines.powerOn(hardware);
        return hardware;
    }

    /** Off and on again, with or without the medium. */
    Hardware reboot(Hardware old, boolean withMedium) {
        pass(Duration.ofMinutes(1));
        return start(new Hardware(
                old.diskId(),
                old.vmid(),
                old.node(),
                old.name(),
                old.uuid(),
                old.image(),
                old.diskBytes(),
                old.cores(),
                old.memoryBytes(),
                old.generationId(),
                old.nics(),
                withMedium ? old.cdrom() : Optional.empty(),
                old.agentDevice(),
                now));
    }

    void stop(Hardware hardware) {
        machines.powerOff(hardware);
        running.remove(hardware);
    }

    private Path write(SampleSeed seed) {
        try {
            return Files.write(Files.createDirectories(directory).resolve(seed.name + ".iso"), seed.iso());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ExecResult exec(Hardware hardware, String... command) {
        return machines.exec(hardware, List.of(command), new byte[0]);
    }

    void guest(Hardware hardware, String command) {
        ExecResult result = exec(hardware, SampleSeed.LBPROV_GUEST, command);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(new String(result.err(), UTF_8));
        }
    }

    JsonNode status(Hardware hardware) {
        return json(exec(hardware, SampleSeed.LBPROV_GUEST, "status").out());
    }

    String text(Hardware hardware, String path) {
        return new String(machines.readFile(hardware, path).orElseThrow(), UTF_8);
    }

    JsonNode file(Hardware hardware, String path) {
        return json(machines.readFile(hardware, path).orElseThrow());
    }

    JsonNode firstBoot(Hardware hardware) {
        return file(hardware, "/run/lbprov/first-boot.json");
    }

    /** The names of the machines that hold the virtual IP. */
    List<String> holders() {
        List<String> holders = new ArrayList<>();
        for (Hardware each : running) {
            if (status(each).path("virtualIps").path(0).path("held").asBoolean()) {
                holders.add(each.name());
            }
        }
        return holders;
    }

    List<String> problems(Hardware hardware) {
        List<String> problems = new ArrayList<>();
        for (JsonNode each : status(hardware).path("problems")) {
            if (!each.path("part").asString().equals("cloud-init")) {
                problems.add(
                        each.path("part").asString() + ": " + each.path("text").asString());
            }
        }
        return problems;
    }

    private static JsonNode json(byte[] bytes) {
        return JsonMapper.builder().build().readTree(bytes);
    }
}
