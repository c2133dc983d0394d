package no.fribyte.lbprov.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import no.fribyte.lbprov.app.Lab;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.view.JsonView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The lab and what can be done to its nodes. */
@Command(
        name = "lab",
        description = {
            "Show the lab: a Proxmox VE API with real virtual machines on this machine (root, QEMU).",
            "`lbprov create lab` makes a pair in it; the subcommands break its nodes and mend them."
        },
        footer = {"", "Example:  lbprov lab kill pluto"})
final class LabCommand implements Callable<Integer> {
    private final Session session;

    LabCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Lab.State state = session.app().lab().state();
        if (session.json()) {
            new JsonView("lab")
                    .list(
                            "nodes",
                            state.nodes().entrySet().stream()
                                    .map(LabCommand::words)
                                    .toList())
                    .list(
                            "machines",
                            state.machines().stream().map(LabCommand::words).toList())
                    .text("client", state.client())
                    .text("accelerator", state.accelerator())
                    .print(session.terminal());
        } else {
            show(state);
        }
        return ExitStatus.OK.code();
    }

    private void show(Lab.State state) {
        PrintStream out = session.terminal().out();
        state.nodes().entrySet().forEach(node -> out.println("node     " + words(node)));
        state.machines().forEach(machine -> out.println("machine  " + words(machine)));
        state.machines().forEach(machine -> out.println("console  " + machine.console()));
        out.println("client   ip netns exec %s bash".formatted(state.client()));
        out.println("runs by  " + state.accelerator());
    }

    private static String words(Map.Entry<String, String> node) {
        return node.getKey() + " " + node.getValue();
    }

    private static String words(Lab.Machine machine) {
        return "%d on %s %s".formatted(machine.vmid(), machine.node(), machine.running() ? "running" : "stopped");
    }

    @Command(name = "cut", description = "Pull a node's network cable; its machines run on.")
    int cut(@Parameters(paramLabel = "NODE", description = "Name of a node.") String node) {
        return happen(node, Lab.Event.CUT);
    }

    @Command(name = "heal", description = "Plug it in again.")
    int heal(@Parameters(paramLabel = "NODE", description = "Name of a node.") String node) {
        return happen(node, Lab.Event.HEAL);
    }

    @Command(name = "freeze", description = "Stop all that runs on a node, in the middle of what it does.")
    int freeze(@Parameters(paramLabel = "NODE", description = "Name of a node.") String node) {
        return happen(node, Lab.Event.FREEZE);
    }

    @Command(name = "thaw", description = "Let a frozen node go on, as if no time had passed.")
    int thaw(@Parameters(paramLabel = "NODE", description = "Name of a node.") String node) {
        return happen(node, Lab.Event.THAW);
    }

    @Command(name = "kill", description = "Take a node's power away.")
    int kill(@Parameters(paramLabel = "NODE", description = "Name of a node.") String node) {
        return happen(node, Lab.Event.KILL);
    }

    @Command(name = "revive", description = "Give a node its power back; it boots what is to start with it.")
    int revive(@Parameters(paramLabel = "NODE", description = "Name of a node.") String node) {
        return happen(node, Lab.Event.REVIVE);
    }

    private int happen(String node, Lab.Event event) {
        session.app().lab().happen(node, event);
        return call();
    }

    @Command(name = "down", description = "End every machine and remove all that the lab ever made, but for images.")
    int down() {
        session.app().lab().remove();
        session.notice("the lab is gone; its images stay where make lab-image put them");
        return ExitStatus.OK.code();
    }
}
