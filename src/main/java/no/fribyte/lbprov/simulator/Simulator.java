package no.fribyte.lbprov.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import no.fribyte.lbprov.simulator.api.Witness;
import no.fribyte.lbprov.simulator.api.WriteLog;
import no.fribyte.lbprov.simulator.fault.Faults;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.guest.GuestMachines;
import no.fribyte.lbprov.simulator.guest.Guests;
import no.fribyte.lbprov.simulator.guest.Hardware;
import no.fribyte.lbprov.simulator.world.Ledger;
import no.fribyte.lbprov.simulator.world.NewWorld;
import no.fribyte.lbprov.simulator.world.PowerVm;
import no.fribyte.lbprov.simulator.world.PrivateFiles;
import no.fribyte.lbprov.simulator.world.TaskFailed;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.simulator.world.World;
import no.fribyte.lbprov.simulator.world.WorldSpec;

/** A Proxmox VE of its own: a cluster or several single nodes, served on loopback by this process. */
public final class Simulator implements SimulatorAccess {
    private final Path directory;
    private final Ownership ownership;
    private final WorldSpec spec;
    private final Optional<GuestMachines> pretended;
    private final RunningSite.Shared shared;
    private final List<RunningSite> sites = new CopyOnWriteArrayList<>();

    private Simulator(Ownership ownership, WorldSpec spec, SimulatorOptions options) {
        this.directory = options.directory();
        this.ownership = ownership;
        this.spec = spec;
        Path machines = directory.resolve("guests");
        Guests guests = options.machines()
                .map(real -> real.apply(machines))
                .orElseGet(() -> new GuestMachines(machines, options.guestTiming(), options.clock(), this::running));
        this.pretended = guests instanceof GuestMachines only ? Optional.of(only) : Optional.empty();
        this.shared = new RunningSite.Shared(
                guests, new Faults(), new WriteLog(directory.resolve("writes.jsonl")), new CopyOnWriteArrayList<>());
    }

    private List<Hardware> running() {
        return sites.stream().flatMap(site -> site.ledger().running().stream()).toList();
    }

    /** Starts a simulator in this process; fails when another one has the world. */
    public static Simulator start(SimulatorOptions options) {
        return tryStart(options)
                .orElseThrow(() -> new IllegalStateException(
                        "another simulator is running on the world in " + options.directory()));
    }

    /** Attaches to the simulator that has the world, or starts one. */
    public static SimulatorAccess open(SimulatorOptions options) {
        Path directory = options.directory();
        for (int attempt = 0; attempt < 200; attempt++) {
            Optional<Simulator> started = tryStart(options);
            if (started.isPresent()) {
                return started.get();
            }
            Optional<SimulatorAccess> running = Visit.to(directory);
            if (running.isPresent()) {
                return running.get();
            }
            // The owner is just starting or ending: it has the lock, but no announcement
            pause();
        }
        throw new IllegalStateException("the simulator on the world in " + directory + " does not come up");
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the simulator", e);
        }
    }

    private static Optional<Simulator> tryStart(SimulatorOptions options) {
        return Ownership.take(options.directory()).map(ownership -> {
            WorldSpec spec = spec(options);
            Simulator simulator = new Simulator(ownership, spec, options);
            simulator.startSites(options);
            ownership.announce(new Ownership.Server(
                    ProcessHandle.current().pid(),
                    simulator.endpoints(),
                    simulator.caPem(),
                    simulator.tokenId(),
                    simulator.tokenSecret()));
            return simulator;
        });
    }

    /** The parts of the world that is there; those of the options only make a new one. */
    private static WorldSpec spec(SimulatorOptions options) {
        Path file = options.directory().resolve("spec.json");
        try {
            if (!Files.exists(file)) {
                Path next = options.directory().resolve("spec.json.new");
                WorldSpec made = NewWorld.withSecrets(options.world(), new SecureRandom());
                PrivateFiles.write(next, made.toJson().getBytes(UTF_8));
                Files.move(next, file);
            }
            return WorldSpec.read(PrivateFiles.closed(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + file, e);
        }
    }

    private void startSites(SimulatorOptions options) {
        if (spec.clustered()) {
            sites.add(RunningSite.start(options, options.directory(), spec, shared, options.port()));
            return;
        }
        int port = options.port();
        for (WorldSpec.Node node : spec.nodes()) {
            Path directory = options.directory().resolve(node.name());
            sites.add(RunningSite.start(options, directory, spec.only(node), shared, port));
            port += options.port() == 0 ? 0 : 1;
        }
    }

    @Override
    public Map<String, URI> endpoints() {
        Map<String, URI> all = new LinkedHashMap<>();
        sites.forEach(site -> all.putAll(site.endpoints()));
        return all;
    }

    @Override
    public String caPem() {
        return sites.stream().map(RunningSite::caPem).collect(Collectors.joining());
    }

    @Override
    public String tokenId() {
        WorldSpec.User user = tokenUser();
        return user.id() + "!" + user.tokens().get(0).name();
    }

    @Override
    public String tokenSecret() {
        return tokenUser().tokens().get(0).secret().orElseThrow();
    }

    private WorldSpec.User tokenUser() {
        return spec.users().stream()
                .filter(user -> !user.tokens().isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the simulated world has no API token"));
    }

    /** What goes wrong from now on. */
    public Faults faults() {
        return shared.faults();
    }

    /** Shows somebody every answer from now on. */
    public void watch(Witness witness) {
        shared.witnesses().add(witness);
    }

    /** Every call that was no GET, also those of earlier processes on this world. */
    public List<WriteLog.Entry> writeLog() {
        return shared.writes().entries();
    }

    /** A copy of what a node's site looks like now. */
    public World world(String node) {
        return siteOf(node).ledger().at(effects -> effects.world().copy());
    }

    /** Does to a node's site what no call of the API does: somebody's VM appears, a backup locks one. */
    public void change(String node, Consumer<World> change) {
        siteOf(node).ledger().at(effects -> {
            change.accept(effects.world());
            return effects;
        });
    }

    /**
     * What a node does once its power is back: it boots the VMs that are to start with it.
     *
     * @return why those that do not start do not
     */
    public List<String> boot(String node) {
        Ledger ledger = siteOf(node).ledger();
        List<String> refusals = new ArrayList<>();
        for (Vm vm : ledger.at(effects -> effects.world().vms())) {
            if (vm.node().equals(node) && !vm.isRunning() && vm.isStartedWithNode()) {
                start(ledger, vm).ifPresent(refusals::add);
            }
        }
        return refusals;
    }

    /** Each by itself: what one refuses is no reason to forget that others are on. */
    private static Optional<String> start(Ledger ledger, Vm vm) {
        try {
            ledger.at(effects -> {
                new PowerVm(vm.node(), vm.vmid(), PowerVm.Change.START).run(effects);
                return effects;
            });
            return Optional.empty();
        } catch (TaskFailed | GuestException refused) {
            return Optional.of(vm.name() + ": " + refused.getMessage());
        }
    }

    /** All nodes show new certificates of the same authority, as after a renewal. */
    public void renewCertificates() {
        sites.forEach(RunningSite::renewCertificates);
    }

    /** All nodes show certificates of an authority that nobody trusts, until they are renewed. */
    public void mistakeCertificates() {
        Certificates stranger = Certificates.ofStranger();
        sites.forEach(site -> site.show(stranger));
    }

    /** All guests and the network between them, where they only pretend. */
    public GuestMachines guests() {
        return pretended.orElseThrow(() -> new IllegalStateException("the machines of this simulator are real"));
    }

    private RunningSite siteOf(String node) {
        return sites.stream()
                .filter(site -> site.endpoints().containsKey(node))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the simulated world has no node " + node));
    }

    @Override
    public boolean hasVisitors() {
        return Visit.anyTo(directory);
    }

    @Override
    public void close() {
        close(() -> {});
    }

    /** Closes it, and does something once nobody else uses it and before anybody else can open the world. */
    public void close(Runnable alone) {
        FileChannel closed = Visit.awaitNone(directory);
        sites.forEach(RunningSite::close);
        try {
            alone.run();
        } finally {
            release(closed);
        }
    }

    private void release(FileChannel closed) {
        ownership.close();
        Visit.close(closed);
    }
}
