package no.fribyte.lbprov.guest.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.render.Generation;
import no.fribyte.lbprov.render.Pairs;
import no.fribyte.lbprov.render.Renderer;
import no.fribyte.lbprov.render.Seed;
import no.fribyte.lbprov.render.TemplateSource;
import no.fribyte.lbprov.simulator.guest.ExecResult;
import no.fribyte.lbprov.simulator.guest.GuestMachines;
import no.fribyte.lbprov.simulator.guest.GuestTiming;
import no.fribyte.lbprov.simulator.guest.Hardware;
import no.fribyte.lbprov.simulator.guest.Lan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both members of a pair in the simulator, booted from the very seeds that the renderer makes. */
final class BootedPair {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final List<Hardware> hardware = new ArrayList<>();
    private final List<Generation> generations = new ArrayList<>();
    private final GuestMachines machines;

    private BootedPair(Path folder) {
        machines = new GuestMachines(
                folder.resolve("guests"), GuestTiming.instant(), () -> NOW, () -> List.copyOf(hardware));
    }

    static BootedPair of(Pair pair, Path folder) {
        BootedPair booted = new BootedPair(folder);
        for (int number : List.of(0, 1)) {
            booted.start(pair, number, folder);
        }
        return booted;
    }

    private void start(Pair pair, int number, Path folder) {
        Renderer renderer = new Renderer(TemplateSource.bundled(), "0.1.0");
        Member member = pair.members().get(number);
        PairSecrets secrets = Pairs.secrets(pair);
        Generation generation = renderer.generation(pair, member, secrets, 1);
        Path medium = folder.resolve(member.name() + ".iso");
        try {
            Files.write(medium, Seed.iso(renderer.cloudInit(pair, member, secrets, generation, 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Hardware.Nic> nics = member.nics().stream()
                .map(nic -> new Hardware.Nic(
                        nic.mac().toString(),
                        nic.network().bridge() + "-" + nic.network().name(),
                        nic.network().vlan().orElse(0),
                        true))
                .toList();
        Hardware machine = new Hardware(
                "disk-" + number,
                101 + number,
                member.node().value(),
                member.name().value(),
                "00000000-0000-4000-8000-00000000000" + number,
                pair.guest().os().id() + ".qcow2",
                10L << 30,
                2,
                2L << 30,
                Optional.empty(),
                nics,
                Optional.of(medium),
                true,
                NOW);
        generations.add(generation);
        hardware.add(machine);
        machines.powerOn(machine);
    }

    /** As lbprov leaves a member: cloud-init is off, its copies are gone, and it serves. */
    BootedPair finished() {
        for (int number : List.of(0, 1)) {
            List.of("disable-cloud-init", "wipe-seed", "undrain").forEach(command -> guest(number, command));
        }
        return this;
    }

    Generation generation(int number) {
        return generations.get(number);
    }

    Lan lan() {
        return machines.lan();
    }

    JsonNode firstBoot(int number) {
        return json(file(number, "/run/lbprov/first-boot.json"));
    }

    JsonNode status(int number) {
        return json(guest(number, "status"));
    }

    String file(int number, String path) {
        return new String(machines.readFile(hardware.get(number), path).orElseThrow(), UTF_8);
    }

    void write(int number, String path, String text) {
        machines.writeFile(hardware.get(number), path, text.getBytes(UTF_8));
    }

    /** A program that refuses its file stays stopped, as a test may want. */
    void restart(int number, String unit) {
        machines.exec(hardware.get(number), List.of("/usr/bin/systemctl", "restart", unit), new byte[0]);
    }

    void stop(int number, String unit) {
        machines.lan().stopService(hardware.get(number).diskId(), unit);
    }

    String guest(int number, String command) {
        ExecResult result =
                machines.exec(hardware.get(number), List.of("/usr/local/sbin/lbprov-guest", command), new byte[0]);
        if (result.exitCode() != 0) {
            throw new AssertionError(new String(result.err(), UTF_8));
        }
        return new String(result.out(), UTF_8);
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
