package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import no.fribyte.lbprov.app.Surroundings;
import no.fribyte.lbprov.app.Times;
import no.fribyte.lbprov.cli.Main;
import no.fribyte.lbprov.cli.Streams;
import no.fribyte.lbprov.simulator.guest.GuestException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pair in a lab of its own: the commands as a user types them, its guests as their agents see them, and its client. */
final class LabPair implements AutoCloseable {
    private static final Path STATE = Path.of("lbprov/lab");
    private final Path folder;
    private final Place place;
    private final Locks locks;
    private final String inventory;

    /** How a command ended. */
    record Ending(int status, String out, String err) {
        String all() {
            return out + err;
        }
    }

    /**
     * @param image a name that the inventory's {@code file:} may have
     */
    LabPair(Path folder, String image) {
        this.folder = folder;
        Path lab = folder.resolve("state").resolve(STATE);
        this.place = Place.in(lab);
        this.locks = new Locks(place);
        try {
            String text =
                    Files.readString(Path.of("inventory/lab.yaml")).replace("{file: baked}", "{file: " + image + "}");
            this.inventory = Files.writeString(folder.resolve("lab.yaml"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Where the lab keeps everything. */
    Path home() {
        return place.directory();
    }

    Ending run(String... words) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        Surroundings here = new Surroundings(
                environment,
                // images are looked for where the scripts put them
                Path.of(environment.getOrDefault("HOME", "/root")),
                Path.of("").toAbsolutePath(),
                "tester",
                "bench",
                ProcessHandle.current().pid(),
                "lbprov");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                new Streams.Terminals(false, false, false));
        List<String> line = new ArrayList<>(List.of(words));
        if (!words[0].equals("lab")) {
            line.addAll(List.of("--inventory", inventory));
        }
        int status = new Main(here, Times.real(), streams, Optional.empty()).run(line.toArray(new String[0]));
        return new Ending(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Runs a command that has to succeed. */
    Ending must(String... words) {
        Ending ending = run(words);
        assertThat(ending.status())
                .as(String.join(" ", words) + "\n" + ending.all())
                .isZero();
        return ending;
    }

    JsonNode status() {
        return JsonMapper.shared()
                .readTree(run("status", "lab", "--output", "json").out());
    }

    /** A program at the client, who is a host of the public network. */
    Program.Ending client(String... command) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", clientNamespace()));
        words.addAll(List.of(command));
        return Program.run(words, "", Duration.ofSeconds(60));
    }

    String clientNamespace() {
        return new LabMachines(place.directory()).outside().client();
    }

    /** What a page says; empty when there is no answer within three seconds. */
    Optional<String> get(String url) {
        Program.Ending answer = client("curl", "-s", "-k", "-m", "3", url);
        return answer.status() == 0 ? Optional.of(answer.out()) : Optional.empty();
    }

    /** The machine of a member, by its place in the profile. */
    MachineFile machine(int number) {
        return MachineFile.all(place).stream()
                .filter(machine -> machine.vmid() == 200 + number)
                .findFirst()
                .orElseThrow();
    }

    /** What the machine wrote to its console. */
    String console(int number) {
        return Place.read(place.log(machine(number).diskId())).orElse("");
    }

    /** Runs shell in a guest; what it printed to both outputs. */
    String guest(int number, String shell) {
        return guest(number, shell, "");
    }

    /**
     * @param input what the journal is not to know
     */
    String guest(int number, String shell, String input) {
        return guest(number, shell, input, Duration.ofMinutes(1))
                .orElseThrow(() -> new AssertionError("member %d does not answer: %s".formatted(number, shell)));
    }

    /** What it prints, if the agent answers at once. */
    Optional<String> guestNow(int number, String shell) {
        return guest(number, shell, "", Duration.ZERO);
    }

    /**
     * @param patience how long a silent agent is asked again: it may be busy, or on its way up
     */
    private Optional<String> guest(int number, String shell, String input, Duration patience) {
        LabAgent agent = agent(number);
        List<String> command = List.of("/bin/sh", "-c", "exec 2>&1; " + shell);
        Optional<Long> pid = answered(patience, () -> Optional.of(agent.exec(command, input.getBytes(UTF_8))));
        return pid.flatMap(running -> answered(Duration.ofMinutes(3), () -> agent.execStatus(running)))
                .map(result -> new String(result.out(), UTF_8));
    }

    private LabAgent agent(int number) {
        MachineFile machine = machine(number);
        return new LabAgent(place, locks, machine.diskId(), machine.vmid());
    }

    private static <T> Optional<T> answered(Duration patience, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + patience.toNanos();
        do {
            try {
                Optional<T> answer = question.get();
                if (answer.isPresent()) {
                    return answer;
                }
            } catch (GuestException refused) {
                if (refused.isByAgent()) {
                    // another one than was asked first: the guest has booted meanwhile
                    return Optional.empty();
                }
            }
            sleep(patience.isZero() ? 0 : 200);
        } while (System.nanoTime() < end);
        return Optional.empty();
    }

    /** The members that hold a virtual IP, among those whose agents answer. */
    List<Integer> holders() {
        return Stream.of(0, 1)
                .filter(number -> guestNow(number, "ip -o address show dev public")
                        .filter(text -> text.contains(" 198.51.100.10/"))
                        .isPresent())
                .toList();
    }

    /** Waits; a machine without KVM takes its time. */
    static void until(String what, int seconds, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            sleep(300);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Asks for a page through the virtual IP all the time, from now on until it is closed. */
    Requests requests() {
        return new Requests(clientNamespace(), folder);
    }

    @Override
    public void close() {
        new LabMachines(place.directory()).remove();
    }
}
