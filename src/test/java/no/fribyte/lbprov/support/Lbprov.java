package no.fribyte.lbprov.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import no.fribyte.lbprov.app.Surroundings;
import no.fribyte.lbprov.cli.Main;
import no.fribyte.lbprov.cli.Streams;
import no.fribyte.lbprov.proxmox.Timeouts;
import no.fribyte.lbprov.simulator.Simulator;
import no.fribyte.lbprov.simulator.SimulatorAccess;
import no.fribyte.lbprov.simulator.SimulatorOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs lbprov as a user does, in this process, on a simulator that stays between the commands. */
public final class Lbprov implements AutoCloseable {
    private final Path directory;
    private final Workspace workspace;
    private final FakeTime time = new FakeTime();
    private final Map<String, String> environment = new HashMap<>();
    private SimulatorOptions options;
    private Timeouts timeouts = Timeouts.defaults();
    private Surroundings surroundings;
    private Optional<Place> place = Optional.empty();
    private Lbprov owner = this;
    private String input = "";
    private Streams.Terminals terminals = new Streams.Terminals(false, false, false);

    private Lbprov(Path directory) {
        this.directory = directory;
        this.workspace = new Workspace(directory.resolve("workspace"));
        this.options = SimulatorOptions.instant(directory.resolve("world"));
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        this.surroundings = surroundings("ops", "desk", 4711);
    }

    public static Lbprov in(Path directory) {
        return new Lbprov(directory);
    }

    public Workspace workspace() {
        return workspace;
    }

    public FakeTime time() {
        return time;
    }

    /** Where journals and locks go. */
    public Path state() {
        return directory.resolve("state/lbprov");
    }

    /** To be said before anything runs. */
    public Lbprov simulating(UnaryOperator<SimulatorOptions> change) {
        options = change.apply(options);
        return this;
    }

    /** How long answers are waited for, in real time: what hangs is not to be waited out. */
    public Lbprov waiting(Timeouts limits) {
        timeouts = limits;
        return this;
    }

    public void export(String variable, String value) {
        environment.put(variable, value);
        surroundings = surroundings(surroundings.user(), surroundings.host(), surroundings.pid());
    }

    /** From now on it is somebody else who types, on a machine of their own. */
    public void as(String user, String host) {
        surroundings = surroundings(user, host, 4712);
    }

    /**
     * Somebody else on a machine of their own, which shares nothing with this one but the place and the pair's vault; its
     * clock is three hours ahead.
     */
    public Lbprov elsewhere(String user, String host) {
        Path vault = state().resolve("simulator/vault");
        if (!Files.exists(vault)) {
            run("plan", "demo");
        }
        Lbprov other = new Lbprov(directory.resolve(host));
        other.owner = this;
        other.as(user, host);
        other.time.pass(Duration.ofHours(3));
        try {
            Files.createDirectories(other.state().resolve("simulator"));
            Files.createSymbolicLink(other.state().resolve("simulator/vault"), vault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return other;
    }

    /** From now on a person sits at the terminal and types this. */
    public void typing(String text) {
        input = text;
        terminals = new Streams.Terminals(true, false, false);
    }

    /** From now on this comes through a pipe. */
    public void piping(String text) {
        input = text;
        terminals = new Streams.Terminals(false, false, false);
    }

    /** The place as it is, for looking and for breaking it. */
    public Place place() {
        if (owner != this) {
            return owner.place();
        }
        if (place.isEmpty()) {
            place = Optional.of(new Place(Simulator.start(options)));
        }
        return place.get();
    }

    /** Whether any command has asked for the simulator yet. */
    public boolean contacted() {
        return place.isPresent();
    }

    /** Does to the place what no call of the simulator's API does; it has to know a cluster's world file for it. */
    public void changeWorld(Consumer<JsonNode> change) {
        place().close();
        place = Optional.empty();
        Path file = options.directory().resolve("world.json");
        try {
            JsonNode world = JsonMapper.shared().readTree(Files.readString(file));
            change.accept(world);
            Files.writeString(file, world.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one command line. */
    public Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminals);
        Main main = new Main(
                surroundings, time.times(timeouts), streams, Optional.of(() -> new Lasting(place().simulator())));
        int status = main.run(args);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Surroundings surroundings(String user, String host, long pid) {
        return new Surroundings(environment, directory.resolve("home"), workspace.root(), user, host, pid, "lbprov");
    }

    @Override
    public void close() {
        place.ifPresent(Place::close);
    }

    /** What a command gets: it closes what it was given, and the place outlives it. */
    private record Lasting(Simulator simulator) implements SimulatorAccess {
        @Override
        public Map<String, URI> endpoints() {
            return simulator.endpoints();
        }

        @Override
        public String caPem() {
            return simulator.caPem();
        }

        @Override
        public String tokenId() {
            return simulator.tokenId();
        }

        @Override
        public String tokenSecret() {
            return simulator.tokenSecret();
        }

        @Override
        public void close() {}
    }
}
