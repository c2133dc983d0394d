package no.fribyte.lbprov.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import no.fribyte.lbprov.app.LiveContexts;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.Demo;
import no.fribyte.lbprov.plan.DemoSteps;
import no.fribyte.lbprov.plan.Intent;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Stage;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.ApiAddress;
import no.fribyte.lbprov.proxmox.ClientSettings;
import no.fribyte.lbprov.proxmox.Endpoint;
import no.fribyte.lbprov.proxmox.Patience;
import no.fribyte.lbprov.proxmox.Pause;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.Timeouts;
import no.fribyte.lbprov.proxmox.TlsTrust;
import no.fribyte.lbprov.proxmox.TokenId;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.run.Entry;
import no.fribyte.lbprov.run.Runner;
import no.fribyte.lbprov.simulator.Simulator;
import no.fribyte.lbprov.simulator.SimulatorOptions;
import no.fribyte.lbprov.simulator.api.WriteLog;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.fault.Faults;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.simulator.world.Volume;

/** Another Proxmox, in which steps run with the real client and in a time that passes only when somebody waits. */
final class StepWorld implements AutoCloseable {
    static final VmRef ONE = new VmRef(Demo.PLUTO, new VmId(200), Demo.ONE, Optional.of("lb"));
    static final VmRef TWO = new VmRef(Demo.FERGUS, new VmId(201), Demo.TWO, Optional.of("lb"));

    /** Short ones, since every look at a guest is a call. */
    static final StepLimits LIMITS = new StepLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(6),
            Duration.ofSeconds(4),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1));

    final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final Simulator simulator;
    private final Proxmox proxmox;
    private final DemoSteps steps;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final LiveContexts contexts;
    private final Pause pause = time -> now.updateAndGet(then -> then.plus(time));
    private int seenWrites;

    StepWorld(Path directory, Demo demo) {
        this.simulator = Simulator.start(SimulatorOptions.instant(directory));
        this.steps = new DemoSteps(demo);
        ClientSettings settings =
                new ClientSettings(Timeouts.defaults(), Patience.defaults(), now::get, pause, Optional.empty());
        List<Endpoint> endpoints = new ArrayList<>();
        simulator
                .endpoints()
                .forEach((node, uri) -> endpoints.add(new Endpoint(
                        new NodeName(node),
                        List.of(ApiAddress.parse(uri.toString())),
                        Optional.empty(),
                        Optional.empty(),
                        new TlsTrust.Authority(simulator.caPem()),
                        new TokenId(simulator.tokenId()),
                        new Secret(simulator.tokenSecret()))));
        this.proxmox = new Proxmox(endpoints, settings);
        this.contexts = new LiveContexts(proxmox, now::get, pause, LIMITS);
    }

    Faults faults() {
        return simulator.faults();
    }

    Simulator simulator() {
        return simulator;
    }

    /** Every step that makes a member from nothing. */
    List<Step> creating(MemberName member) {
        return steps.creating(member);
    }

    /** The one step of that kind that makes the first member. */
    <S extends Step> S step(Class<S> kind) {
        return creating(Demo.ONE).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    TakePlace taking() {
        return steps.taking();
    }

    VerifyPair verifying() {
        return (VerifyPair) steps.verifying();
    }

    /** Makes the first member as far as the step of that kind, without it. */
    StepWorld before(Class<? extends Step> kind) {
        for (Step step : creating(Demo.ONE)) {
            if (kind.isInstance(step)) {
                break;
            }
            run(step);
        }
        forgetWrites();
        return this;
    }

    StepWorld whole(MemberName member) {
        creating(member).forEach(this::run);
        forgetWrites();
        return this;
    }

    void run(Step step) {
        Stage stage = new Stage("test", "none", List.of(Lane.of("lb-1", List.of(step))));
        new Runner("run", now::get, entries::add, contexts::of)
                .run(new Plan(Intent.CREATE, "demo", List.of(stage), List.of(), List.of()));
    }

    LbprovException failure(Step step) {
        LbprovException thrown = catchThrowableOfType(LbprovException.class, () -> run(step));
        assertThat(thrown).as("a failure of: " + step.title()).isNotNull();
        return thrown;
    }

    /** The failure's first problem in one line, after the next such call went wrong. */
    String failure(String method, String path, Fault fault, Step step) {
        faults().on(method, path).is(fault);
        String line = failure(step).problems().get(0).line();
        faults().clear();
        return line;
    }

    void forgetWrites() {
        seenWrites = simulator.writeLog().size();
    }

    /** Calls that change something, since the last look: the guest agent is asked by POST as well. */
    List<String> writes() {
        List<String> calls = simulator.writeLog().stream()
                .skip(seenWrites)
                .filter(entry -> !entry.path().endsWith("/agent/ping"))
                .filter(entry -> !entry.params().getOrDefault("command", "").contains("status"))
                .map(entry -> entry.method() + " " + entry.path())
                .toList();
        forgetWrites();
        return calls;
    }

    /** What the last change sent. */
    Map<String, String> lastParameters() {
        List<WriteLog.Entry> log = simulator.writeLog();
        return log.get(log.size() - 1).params();
    }

    Optional<Vm> vm(int id) {
        return simulator.world("pluto").vm(id);
    }

    String option(int id, String key) {
        return vm(id).flatMap(vm -> vm.option(key)).orElse("absent");
    }

    Optional<Volume> volume(String node, String id) {
        return simulator.world(node).volume(node, id);
    }

    String disk(int id) {
        Vm vm = vm(id).orElseThrow();
        return volume(vm.node(), vm.option("scsi0").orElseThrow().split(",", -1)[0])
                .orElseThrow()
                .diskId();
    }

    VmApi api(VmRef vm) {
        return proxmox.node(vm.node()).vm(vm.id());
    }

    MemberStatus status(VmRef vm) {
        return new GuestMember(vm.toString(), api(vm).agent()).status();
    }

    Duration waited(Instant since) {
        return Duration.between(since, now());
    }

    Instant now() {
        return Objects.requireNonNull(now.get());
    }

    List<String> texts(Entry.Kind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::text)
                .toList();
    }

    @Override
    public void close() {
        proxmox.close();
        simulator.close();
    }
}
