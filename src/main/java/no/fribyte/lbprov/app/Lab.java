package no.fribyte.lbprov.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import no.fribyte.lbprov.lab.LabMachines;
import no.fribyte.lbprov.lab.Requirements;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.simulator.Simulator;
import no.fribyte.lbprov.simulator.SimulatorAccess;
import no.fribyte.lbprov.simulator.SimulatorOptions;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.simulator.world.WorldSpec;

/** The lab: the simulated API with real machines behind it. Its world and its machines outlive every command. */
public final class Lab {
    private final Surroundings surroundings;
    private final Path directory;

    Lab(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.directory = directory(surroundings);
    }

    /** Machines, world and vault. */
    static Path directory(Surroundings surroundings) {
        return surroundings.stateDirectory().resolve("lab");
    }

    /** The API for one command; the world around the pair is there when it returns. */
    SimulatorAccess openFor(Pair pair) {
        LabMachines machines = machines();
        SimulatorAccess access = Simulator.open(options(machines));
        try {
            machines.outside().open(new AroundPair(pair).hosts());
        } catch (GuestException refused) {
            access.close();
            throw refused(refused);
        }
        return new WithMachines(access, machines);
    }

    /** The API for a command that makes nothing. */
    SimulatorAccess open() {
        LabMachines machines = machines();
        return new WithMachines(Simulator.open(options(machines)), machines);
    }

    /** Nothing of the network stays once the last machine is gone. */
    private record WithMachines(SimulatorAccess access, LabMachines machines) implements SimulatorAccess {
        @Override
        public Map<String, URI> endpoints() {
            return access.endpoints();
        }

        @Override
        public String caPem() {
            return access.caPem();
        }

        @Override
        public String tokenId() {
            return access.tokenId();
        }

        @Override
        public String tokenSecret() {
            return access.tokenSecret();
        }

        @Override
        public boolean hasVisitors() {
            return access.hasVisitors();
        }

        @Override
        public void close() {
            boolean last =
                    access instanceof Simulator simulator && vms(simulator).isEmpty();
            access.close();
            if (last) {
                machines.outside().remove();
                machines.network().remove();
            }
        }
    }

    /** One machine, as {@code lab} shows it. */
    public record Machine(String name, int vmid, String node, boolean running, Path console) {}

    /** What there is: nodes, machines, and where a client is. */
    public record State(Map<String, String> nodes, List<Machine> machines, String client, String accelerator) {}

    /** How the lab is. */
    public State state() {
        LabMachines machines = machines();
        try (SimulatorAccess access = Simulator.open(options(machines))) {
            Map<String, String> nodes = new LinkedHashMap<>();
            spec().nodes().forEach(node -> nodes.put(node.name(), state(machines, node.name())));
            List<Machine> all = new ArrayList<>();
            if (access instanceof Simulator simulator) {
                vms(simulator)
                        .forEach(vm -> all.add(new Machine(
                                vm.name(),
                                vm.vmid(),
                                vm.node(),
                                vm.isRunning(),
                                machines.consoleLog(diskOf(simulator, vm)))));
            }
            return new State(nodes, all, machines.outside().client(), machines.accelerator());
        }
    }

    private static String state(LabMachines machines, String node) {
        return machines.nodes().state(node).name().toLowerCase(Locale.ROOT);
    }

    /** What can happen to a node. */
    public enum Event {
        CUT,
        HEAL,
        FREEZE,
        THAW,
        KILL,
        REVIVE
    }

    /** Lets it happen to a node; one that is revived boots what is to start with it. */
    public void happen(String node, Event event) {
        if (spec().node(node).isEmpty()) {
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("the lab has no node " + node)
                            .because("its nodes are "
                                    + String.join(
                                            ", ",
                                            spec().nodes().stream()
                                                    .map(WorldSpec.Node::name)
                                                    .toList())));
        }
        LabMachines machines = machines();
        switch (event) {
            case CUT -> machines.nodes().cut(node);
            case HEAL -> machines.nodes().heal(node);
            case FREEZE -> machines.nodes().freeze(node);
            case THAW -> machines.nodes().thaw(node);
            case KILL -> machines.nodes().kill(node);
            case REVIVE -> {
                machines.nodes().revive(node);
                try (SimulatorAccess access = Simulator.open(options(machines))) {
                    if (access instanceof Simulator simulator) {
                        simulator.boot(node);
                    }
                }
            }
        }
    }

    /** Ends every machine and removes all that the lab ever made. */
    public void remove() {
        LabMachines machines = machines();
        SimulatorAccess access = Simulator.open(options(machines));
        boolean ours = access instanceof Simulator;
        access.close();
        if (!ours) {
            throw new LbprovException(
                    ExitStatus.SOMEONE_ELSE,
                    Problem.error("another lbprov works in the lab").hint("wait until it is done, or stop it"));
        }
        machines.remove();
    }

    private static List<Vm> vms(Simulator simulator) {
        return List.copyOf(simulator.world(spec().nodes().get(0).name()).vms());
    }

    private static String diskOf(Simulator simulator, Vm vm) {
        return simulator.world(vm.node()).volumes().stream()
                .filter(volume -> volume.vmid().filter(id -> id == vm.vmid()).isPresent())
                .map(volume -> volume.diskId())
                .findFirst()
                .orElse("none");
    }

    private static WorldSpec spec() {
        return DemoWorld.lab();
    }

    private SimulatorOptions options(LabMachines machines) {
        return SimulatorOptions.demo(directory.resolve("world"))
                .withWorld(spec())
                .withMachines(ignored -> machines);
    }

    private LabMachines machines() {
        Requirements found = Requirements.look(surroundings.environment());
        List<Problem> problems = new ArrayList<>();
        if (!found.missing().isEmpty()) {
            problems.add(Problem.error("the lab lacks " + String.join(", ", found.missing()))
                    .because("its machines are real")
                    .hint("make set-up-lab, in a clone of lbprov"));
        }
        if (!found.root()) {
            problems.add(Problem.error("the lab takes root")
                    .because("only root makes network namespaces")
                    .hint("sudo, or a throw-away machine; `create demo` needs neither"));
        } else if (!found.tunDevice()) {
            problems.add(Problem.error("there is no /dev/net/tun")
                    .because("a machine's network card needs it")
                    .hint("modprobe tun; in a container, let it have the device"));
        }
        if (!problems.isEmpty()) {
            throw new LbprovException(ExitStatus.INVALID_INPUT, problems);
        }
        return new LabMachines(directory);
    }

    private static LbprovException refused(GuestException refused) {
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("the lab's network cannot be made").because(refused.text()));
    }
}
