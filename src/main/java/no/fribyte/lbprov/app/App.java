package no.fribyte.lbprov.app;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.profile.InventoryReader;
import no.fribyte.lbprov.profile.ProfileReader;
import no.fribyte.lbprov.profile.Resolved;
import no.fribyte.lbprov.profile.ResolvedPlace;
import no.fribyte.lbprov.profile.Workspace;
import no.fribyte.lbprov.proxmox.ClientSettings;
import no.fribyte.lbprov.render.MaskedSecrets;
import no.fribyte.lbprov.render.Renderer;
import no.fribyte.lbprov.render.TemplateSource;
import no.fribyte.lbprov.simulator.Simulator;
import no.fribyte.lbprov.simulator.SimulatorAccess;
import no.fribyte.lbprov.simulator.SimulatorOptions;

/** What commands ask for: reads, renders, plans and opens the work on a pair. */
public final class App {
    private final Surroundings surroundings;
    private final Times times;
    private final AppOptions options;
    private final SimulatorSource simulators;

    public App(Surroundings surroundings, Times times, AppOptions options, Optional<SimulatorSource> simulators) {
        this.surroundings = requireNonNull(surroundings, "surroundings");
        this.times = requireNonNull(times, "times");
        this.options = requireNonNull(options, "options");
        this.simulators = simulators.orElse(this::embedded);
    }

    /** Where the embedded simulator keeps its world. */
    public Path simulatorDirectory() {
        return surroundings.stateDirectory().resolve("simulator").resolve("world");
    }

    private SimulatorAccess embedded() {
        return Simulator.open(simulation(simulatorDirectory()));
    }

    private SimulatorOptions simulation(Path directory) {
        return SimulatorSpeed.applied(
                SimulatorTimes.applied(SimulatorOptions.demo(directory), surroundings), surroundings);
    }

    /** Everything that is wrong with a profile, its inventory and its templates, or what is merely odd. */
    public Checked check(String profile) {
        Workspace workspace = workspace(profile);
        Resolved resolved = read(profile);
        Vaults vaults = vaults(resolved);
        List<Problem> warnings = new ArrayList<>(resolved.warnings());
        if (!vaults.exists()) {
            warnings.add(vaults.missing());
        }
        // lbprov's own templates take every pair that its rules let through; somebody else's are tried here
        if (options.templates().isPresent()) {
            new Rendering(renderer(), resolved.pair(), MaskedSecrets.of(resolved.pair())).files();
        }
        return new Checked(
                resolved.pair().name(),
                workspace.display(resolved.profileFile()),
                workspace.display(resolved.inventoryFile()),
                warnings);
    }

    /**
     * Every generated file.
     *
     * @param reveal shows the secrets, for which the vault is needed
     */
    public List<Rendered> render(String profile, boolean reveal) {
        Resolved resolved = read(profile);
        PairSecrets secrets = reveal ? vaults(resolved).secrets() : MaskedSecrets.of(resolved.pair());
        return new Rendering(renderer(), resolved.pair(), secrets).files();
    }

    /**
     * Opens the work on a pair at its real or simulated place.
     *
     * @param notices gets a line for whatever takes long before there is a plan
     * @throws LbprovException with everything that is missing here, before anything is contacted
     */
    public Work open(String profile, Purpose purpose, Consumer<String> notices) {
        Resolved resolved = purpose == Purpose.BUILD ? withImages(read(profile)) : read(profile);
        Vaults vaults = vaults(resolved);
        refuseWithout(purpose, resolved, vaults);
        ClientSettings settings = settings();
        Connection connection = Connection.open(
                resolved.place(),
                resolved.inventoryFile(),
                surroundings,
                vaults::named,
                settings,
                resolved.place().lab() ? lab(resolved.pair(), purpose) : simulators);
        return new Work(resolved, vaults, renderer(), connection, surroundings, times, notices);
    }

    private ClientSettings settings() {
        return new ClientSettings(
                times.timeouts(),
                times.patience(),
                times.clock(),
                times.pause(),
                options.trace()
                        .map(file ->
                                TraceFile.open(surroundings.workingDirectory().resolve(file))));
    }

    /**
     * Opens the work on the templates of a place.
     *
     * @param inventory by name or file
     * @param only the nodes and systems that it is about
     * @throws LbprovException with everything that is missing here, before anything is contacted
     */
    public BakeWork openBake(String inventory, BakeWork.Only only, Consumer<String> notices) {
        Workspace workspace = workspace(inventory);
        ResolvedPlace written = new InventoryReader(workspace, times.clock()).read(fromHere(inventory));
        ResolvedPlace resolved = written.with(withImages(written.place(), written.inventoryFile()));
        Connection.VaultSecrets none = name -> Optional.empty();
        List<Problem> missing =
                Connection.missingSecrets(resolved.place(), resolved.inventoryFile(), surroundings, none);
        if (!missing.isEmpty()) {
            throw new LbprovException(ExitStatus.INVALID_INPUT, missing);
        }
        BakeTargets targets = BakeTargets.of(resolved.place(), only);
        Connection connection = Connection.open(
                resolved.place(),
                resolved.inventoryFile(),
                surroundings,
                none,
                settings(),
                resolved.place().lab() ? lab()::open : simulators);
        return new BakeWork(resolved, targets, renderer(), connection, surroundings, times, notices);
    }

    private SimulatorSource lab(Pair pair, Purpose purpose) {
        Lab lab = new Lab(surroundings);
        return purpose == Purpose.BUILD ? () -> lab.openFor(pair) : lab::open;
    }

    /** The lab, apart from any pair. */
    public Lab lab() {
        return new Lab(surroundings);
    }

    private Resolved withImages(Resolved resolved) {
        return resolved.with(withImages(resolved.place(), resolved.inventoryFile()));
    }

    private Place withImages(Place place, Path inventoryFile) {
        return place.withImages(new LabImages(surroundings, inventoryFile)::downloaded);
    }

    private void refuseWithout(Purpose purpose, Resolved resolved, Vaults vaults) {
        List<Problem> problems = new ArrayList<>();
        if (purpose == Purpose.BUILD && !vaults.exists()) {
            problems.add(vaults.missing().asError());
        }
        problems.addAll(
                Connection.missingSecrets(resolved.place(), resolved.inventoryFile(), surroundings, vaults::named));
        if (!problems.isEmpty()) {
            throw new LbprovException(ExitStatus.INVALID_INPUT, problems);
        }
    }

    /** The work on a pair as if its place were empty; contacts nothing, and needs no vault. */
    public OfflineWork openOffline(String profile) {
        Resolved resolved = withImages(read(profile));
        return new OfflineWork(resolved, renderer(), surroundings, times);
    }

    /** Makes the vault of a profile, or adds to the one that is there. */
    public VaultChange initSecrets(String profile, List<String> recipients, boolean alone) {
        return vaults(read(profile)).init(recipients, alone);
    }

    /** What to say of a vault that only one identity can open. */
    public Optional<Problem> aloneWarning(String profile) {
        return vaults(read(profile)).aloneWarning();
    }

    /** Puts a secret into the vault; gives what there is to say of it. */
    public Optional<String> setSecret(String profile, String name, Secret value) {
        return vaults(read(profile)).set(name, value);
    }

    /** The names of the secrets in a vault. */
    public List<String> secretNames(String profile) {
        return vaults(read(profile)).names();
    }

    /**
     * Serves the simulator until it is closed.
     *
     * @param world where its world lies; else the one that the demo uses
     * @param port of the first node; 0 for any
     */
    public SimulatorServer serveSimulator(Optional<String> world, int port) {
        Path directory = world.map(folder -> surroundings.workingDirectory().resolve(folder))
                .orElseGet(this::simulatorDirectory);
        return SimulatorServer.start(simulation(directory).withPort(port), directory);
    }

    private Resolved read(String profile) {
        return new ProfileReader(workspace(profile), times.clock())
                .read(fromHere(profile), options.inventory().map(this::fromHere));
    }

    private Workspace workspace(String profile) {
        return options.workspace()
                .map(folder -> Workspace.at(surroundings.workingDirectory().resolve(folder)))
                .orElseGet(() -> Workspace.of(profile, surroundings.workingDirectory()));
    }

    private String fromHere(String nameOrFile) {
        return Workspace.isFile(nameOrFile)
                ? surroundings.workingDirectory().resolve(nameOrFile).toString()
                : nameOrFile;
    }

    private Vaults vaults(Resolved resolved) {
        return new Vaults(resolved, surroundings, times.clock());
    }

    private Renderer renderer() {
        TemplateSource source = options.templates()
                .<TemplateSource>map(folder -> new TemplateSource.Folder(
                        surroundings.workingDirectory().resolve(folder)))
                .orElseGet(TemplateSource.Bundled::new);
        return new Renderer(source, Version.current());
    }
}
