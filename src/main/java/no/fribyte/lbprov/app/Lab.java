package no.fribyte.lbprov.app;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import no.fribyte.lbprov.lab.LabMachines;
import no.fribyte.lbprov.lab.LabNodes;
import no.fribyte.lbprov.lab.NodeState;
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
        } catch (GuestException | UncheckedIOException refused) {
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
            if (access instanceof Simulator simulator) {
                simulator.close(() -> removeNetwork(simulator));
            } else {
                access.close();
            }
        }

        /** Others may have made and destroyed machines since: what counts is what is there once they are done. */
        private void removeNetwork(Simulator simulator) {
            if (simulator.world(spec().nodes().get(0).name()).vms().isEmpty()) {
                machines.outside().remove();
                machines.network().remove();
            }
        }
    }

    /** One machine, as {@code lab} shows it. */
    public record Machine(int vmid, String node, boolean running, Path console) {}

    /** What there is: nodes, machines, and where a client is. */
    public record State(Map<String, String> nodes, List<Machine> machines, String client, String accelerator) {}

    /** How the lab is. */
    public State state() {
        LabMachines machines = machines();
        Map<String, String> nodes = new LinkedHashMap<>();
        spec().nodes()
                .forEach(node -> nodes.put(node.name(), word(machines.nodes().state(node.name()))));
        List<Machine> all = machines.machines().stream()
                .map(machine -> new Machine(machine.vmid(), machine.node(), machine.on(), machine.console()))
                .toList();
        return new State(nodes, all, machines.outside().client(), machines.accelerator());
    }

    private static String word(NodeState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** What can happen to a node, and how it has to be for that; one that lost its power only comes back with it. */
    public enum Event {
        CUT,
        HEAL,
        FREEZE,
        THAW,
        KILL,
        REVIVE;

        boolean fits(NodeState state) {
            return switch (this) {
                case CUT, FREEZE -> state == NodeState.UP;
                case HEAL -> state == NodeState.CUT;
                case THAW -> state == NodeState.FROZEN;
                case KILL -> state != NodeState.DEAD;
                case REVIVE -> state == NodeState.DEAD;
            };
        }
    }

    /** Lets it happen to a node; one that is revived boots what is to start with it. */
    public void happen(String name, Event event) {
        LabMachines machines = machines();
        check(name, event, machines.nodes().state(name));
        LabNodes nodes = machines.nodes();
        switch (event) {
            case CUT -> nodes.cut(name);
            case HEAL -> nodes.heal(name);
            case FREEZE -> nodes.freeze(name);
            case THAW -> nodes.thaw(name);
            case KILL -> nodes.kill(name);
            case REVIVE -> revive(name, machines);
        }
    }

    private static void check(String name, Event event, NodeState state) {
        if (spec().node(name).isEmpty()) {
            List<String> known =
                    spec().nodes().stream().map(WorldSpec.Node::name).toList();
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("the lab has no node " + name)
                            .because("its nodes are " + String.join(", ", known))
                            .hint("one of these"));
        }
        if (!event.fits(state)) {
            String mend = switch (state) {
                case UP -> "nothing is wrong with it";
                case CUT -> "lbprov lab heal " + name;
                case FROZEN -> "lbprov lab thaw " + name;
                case DEAD -> "lbprov lab revive " + name;
            };
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("node %s is %s".formatted(name, word(state))).hint(mend));
        }
    }

    private void revive(String name, LabMachines machines) {
        Simulator simulator = alone(machines);
        try (simulator) {
            machines.nodes().revive(name);
            List<String> refusals = simulator.boot(name);
            if (!refusals.isEmpty()) {
                throw new LbprovException(
                        ExitStatus.STEP_FAILED,
                        Problem.error("not everything on %s started".formatted(name))
                                .because(String.join("; ", refusals))
                                .hint("lbprov lab, and the consoles it names"));
            }
        }
    }

    /** Ends every machine and removes all that the lab ever made. */
    public void remove() {
        LabMachines machines = machines();
        alone(machines).close(machines::remove);
    }

    private Simulator alone(LabMachines machines) {
        SimulatorAccess access = Simulator.open(options(machines));
        if (access instanceof Simulator simulator) {
            return simulator;
        }
        access.close();
        throw new LbprovException(
                ExitStatus.SOMEONE_ELSE,
                Problem.error("another lbprov works in the lab").hint("wait until it is done, or stop it"));
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

    private static LbprovException refused(RuntimeException refused) {
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("the lab's network cannot be made").because(String.valueOf(refused.getMessage())));
    }
}
