package no.fribyte.lbprov.support;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.AgentApi;
import no.fribyte.lbprov.proxmox.ApiAddress;
import no.fribyte.lbprov.proxmox.ClientSettings;
import no.fribyte.lbprov.proxmox.Endpoint;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.GuestFile;
import no.fribyte.lbprov.proxmox.Patience;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.Timeouts;
import no.fribyte.lbprov.proxmox.TlsTrust;
import no.fribyte.lbprov.proxmox.TokenId;
import no.fribyte.lbprov.simulator.Simulator;
import no.fribyte.lbprov.simulator.api.WriteLog;
import no.fribyte.lbprov.simulator.fault.Faults;
import no.fribyte.lbprov.simulator.guest.Hardware;
import no.fribyte.lbprov.simulator.guest.Lan;
import no.fribyte.lbprov.simulator.world.Machines;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.simulator.world.Volume;
import no.fribyte.lbprov.simulator.world.VolumeFiles;

/** The simulated place, as somebody sees it who looks at it beside lbprov. */
public final class Place implements AutoCloseable {
    private static final Pattern HELD = Pattern.compile("\"held\"\\s*:\\s*true");

    private final Simulator simulator;
    private final Proxmox proxmox;

    Place(Simulator simulator) {
        this.simulator = simulator;
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
        this.proxmox = new Proxmox(
                endpoints,
                new ClientSettings(
                        Timeouts.defaults(),
                        Patience.defaults(),
                        InstantSource.system(),
                        time -> {},
                        Optional.empty()));
    }

    public Simulator simulator() {
        return simulator;
    }

    /** A client of its own, with the simulator's token. */
    public Proxmox proxmox() {
        return proxmox;
    }

    public Faults faults() {
        return simulator.faults();
    }

    public Lan lan() {
        return simulator.guests().lan();
    }

    /** Everything that changed something, or tried to. */
    public List<WriteLog.Entry> writes() {
        return simulator.writeLog().stream().filter(Place::changes).toList();
    }

    /** What product.md calls a write: all but GET, agent/ping and agent/exec of {@code lbprov-guest status}. */
    private static boolean changes(WriteLog.Entry entry) {
        boolean ping = entry.path().endsWith("/agent/ping");
        boolean status = entry.path().endsWith("/agent/exec")
                && entry.params().getOrDefault("command", "").matches(".*lbprov-guest[, ]+status.*");
        return !ping && !status;
    }

    /** Every VM but templates, by VMID. */
    public List<Vm> vms() {
        return simulator.endpoints().keySet().stream()
                .flatMap(node -> simulator.world(node).vms().stream()
                        .filter(vm -> vm.node().equals(node)))
                .filter(vm -> !vm.isTemplate())
                .sorted(Comparator.comparingInt(Vm::vmid))
                .toList();
    }

    /** Those that lbprov made or that look like it, by VMID. */
    public List<Vm> bakedTemplates() {
        return simulator.endpoints().keySet().stream()
                .flatMap(node -> simulator.world(node).vms().stream()
                        .filter(vm -> vm.node().equals(node)))
                .filter(vm -> vm.isTemplate() && vm.name().startsWith("lbprov-"))
                .sorted(Comparator.comparingInt(Vm::vmid))
                .toList();
    }

    /** The only VM of that name. */
    public Vm vm(String name) {
        List<Vm> named = vms().stream().filter(vm -> vm.name().equals(name)).toList();
        if (named.size() != 1) {
            throw new AssertionError("%d VMs are called %s".formatted(named.size(), name));
        }
        return named.get(0);
    }

    public Marker marker(Vm vm) {
        MarkerText.Reading reading = MarkerText.read(vm.option("description").orElse(""));
        if (reading instanceof MarkerText.Reading.Found found) {
            return found.marker();
        }
        throw new AssertionError("VM %d has no marker: %s".formatted(vm.vmid(), reading));
    }

    /** The volume ids of one kind of content, on all nodes: {@code NODE STORAGE:NAME}. */
    public List<String> volumes(String content) {
        TreeSet<String> names = new TreeSet<>();
        for (String node : simulator.endpoints().keySet()) {
            Collection<Volume> volumes = simulator.world(node).volumes();
            volumes.stream()
                    .filter(volume -> volume.content().equals(content))
                    .forEach(volume -> names.add(volume.node() + " " + volume.volid()));
        }
        return List.copyOf(names);
    }

    /** The guest's disk, as the network's faults name it. */
    public String disk(Vm vm) {
        return simulator.world(vm.node()).volumes().stream()
                .filter(volume -> volume.vmid().filter(id -> id == vm.vmid()).isPresent())
                .map(Volume::diskId)
                .findFirst()
                .orElseThrow();
    }

    public MemberStatus status(Vm vm) {
        return guest(vm).status();
    }

    /** The members that hold a virtual IP at this moment, asked one after the other. */
    public List<String> holders() {
        return holdingVms().stream().map(Vm::name).toList();
    }

    /** Their VMs. */
    public List<Vm> holdingVms() {
        return vms().stream()
                .filter(Vm::isRunning)
                .filter(vm -> guest(vm).tryStatus() instanceof GuestMember.Answer.Status answer
                        && answer.status().holdsAny())
                .toList();
    }

    /** Whether it holds a virtual IP, looked up without a call that a fault could strike or a trap count. */
    public boolean holdsUnasked(Vm vm) {
        String status = hardware(vm)
                .map(machine -> simulator
                        .guests()
                        .exec(machine, List.of("/usr/local/sbin/lbprov-guest", "status"), new byte[0])
                        .out())
                .map(out -> new String(out, StandardCharsets.UTF_8))
                .orElse("");
        return HELD.matcher(status).find();
    }

    /** As somebody does in the web interface. */
    public void powerOff(Vm vm) {
        proxmox.node(new NodeName(vm.node())).vm(new VmId(vm.vmid())).stop();
    }

    /** As somebody does in the web interface. */
    public void configure(Vm vm, Form settings) {
        proxmox.node(new NodeName(vm.node())).vm(new VmId(vm.vmid())).updateNow(settings, Optional.empty());
    }

    /** As if the lease on it had been written so much earlier. */
    public void ageLease(Vm vm, Duration time) {
        Marker marker = marker(vm);
        Lease lease = marker.lease().orElseThrow();
        Lease older = new Lease(
                lease.run(),
                lease.user(),
                lease.host(),
                lease.pid(),
                lease.since().minus(time),
                lease.until().minus(time));
        configure(vm, Form.empty().with("description", MarkerText.describe(marker.with(Optional.of(older)))));
    }

    /** A file in a guest. */
    public Optional<String> file(Vm vm, String path) {
        return agent(vm).read(path).map(GuestFile::text);
    }

    /** As somebody does who is logged in to the guest. */
    public void write(Vm vm, String path, String text) {
        simulator.guests().writeFile(hardware(vm).orElseThrow(), path, text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Hardware> hardware(Vm vm) {
        // a medium in its drive does not matter here
        return new Machines(simulator.world(vm.node()), new VolumeFiles(Path.of("none"))).of(vm);
    }

    private GuestMember guest(Vm vm) {
        return new GuestMember(vm.name(), agent(vm));
    }

    private AgentApi agent(Vm vm) {
        return proxmox.node(new NodeName(vm.node())).vm(new VmId(vm.vmid())).agent();
    }

    @Override
    public void close() {
        proxmox.close();
        simulator.close();
    }
}
