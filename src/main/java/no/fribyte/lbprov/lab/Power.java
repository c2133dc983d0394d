package no.fribyte.lbprov.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.guest.Hardware;
import tools.jackson.databind.JsonNode;

/** The switches and buttons of machines. */
final class Power {
    /** A guest that is asked to switch itself off keeps the caller no longer than this. */
    private static final Duration ASKING = Duration.ofMillis(700);

    private static final Duration STARTING = Duration.ofSeconds(30);

    private static final Duration QUITTING = Duration.ofSeconds(2);

    private final Place place;
    private final Locks locks;
    private final LabNetwork network;
    private final LabNodes nodes;
    private final Supplier<Accelerator> accelerator;

    Power(Place place, Locks locks, LabNetwork network, LabNodes nodes, Supplier<Accelerator> accelerator) {
        this.place = place;
        this.locks = locks;
        this.network = network;
        this.nodes = nodes;
        this.accelerator = accelerator;
    }

    QemuProcess process(String diskId) {
        return new QemuProcess(place.pidfile(diskId));
    }

    boolean isOn(String diskId) {
        return process(diskId).pid().isPresent();
    }

    void on(Hardware hardware) {
        NodeState state = nodes.state(hardware.node());
        if (state == NodeState.DEAD || state == NodeState.FROZEN) {
            throw GuestException.byNode(
                    "node %s is %s".formatted(hardware.node(), state == NodeState.DEAD ? "without power" : "frozen"));
        }
        locks.holding(hardware.diskId() + ".power", () -> {
            if (!isOn(hardware.diskId())) {
                start(hardware, state);
            }
            if (hardware.nics().stream().anyMatch(nic -> !nic.linkUp())) {
                setLinks(hardware);
            }
        });
    }

    /** A machine whose links are to be down does not stay on with its links up. */
    private void setLinks(Hardware hardware) {
        try {
            monitor(hardware, monitor -> new Devices(monitor).setLinks(hardware.nics()));
        } catch (GuestException refused) {
            process(hardware.diskId()).kill();
            throw refused;
        }
    }

    private void start(Hardware hardware, NodeState state) {
        List<String> arguments = new Arguments(place, accelerator.get(), hardware).list();
        network.plugIn(hardware, state != NodeState.CUT);
        new MachineFile(hardware.diskId(), hardware.vmid(), hardware.node(), false).write(place);
        Program.Ending ending =
                Program.run(network.node(hardware.node()).inside(arguments.toArray(String[]::new)), "", STARTING);
        if (ending.status() != 0) {
            throw GuestException.byNode("start failed: QEMU exited with code %d: %s"
                    .formatted(ending.status(), ending.err().strip()));
        }
        if (nodes.state(hardware.node()) != state) {
            nodes.apply(hardware.node());
        }
    }

    void off(Hardware hardware) {
        locks.holding(hardware.diskId() + ".power", () -> {
            QemuProcess process = process(hardware.diskId());
            if (process.pid().isPresent() && nodes.state(hardware.node()) != NodeState.FROZEN) {
                quit(hardware, process);
            }
            process.kill();
            network.unplug(hardware);
        });
    }

    /** A QEMU that can be asked leaves its disk in order; whether it could be does not matter. */
    private void quit(Hardware hardware, QemuProcess process) {
        try {
            monitor(hardware, monitor -> monitor.run("quit"));
            process.ends(QUITTING);
        } catch (GuestException deaf) {
            process.kill();
        }
    }

    void reset(Hardware hardware) {
        monitor(hardware, monitor -> monitor.run("system_reset"));
    }

    /** Asks once in the time that the machine is on: by the agent if it answers, else by the power button. */
    boolean shutDown(Hardware hardware) {
        String diskId = hardware.diskId();
        if (isOn(diskId) && !MachineFile.wasAsked(place, diskId)) {
            new MachineFile(diskId, hardware.vmid(), hardware.node(), true).write(place);
            LabAgent agent = new LabAgent(place, locks, diskId, hardware.vmid());
            if (!hardware.agentDevice() || !agent.shutDown(ASKING)) {
                monitor(hardware, monitor -> monitor.run("system_powerdown"));
            }
        }
        return !isOn(diskId);
    }

    void change(Hardware hardware) {
        if (isOn(hardware.diskId()) && nodes.state(hardware.node()) != NodeState.FROZEN) {
            monitor(hardware, monitor -> {
                Devices devices = new Devices(monitor);
                devices.setMedium(hardware.cdrom());
                return devices.setLinks(hardware.nics());
            });
        }
    }

    private <T> T monitor(Hardware hardware, Function<Monitor, T> work) {
        return monitor(hardware.diskId(), hardware.vmid(), work);
    }

    /** Talks to the monitor of the machine that has a disk. */
    <T> T monitor(String diskId, int vmid, Function<Monitor, T> work) {
        return locks.alone(diskId + ".qmp", () -> {
            try (Monitor monitor = Monitor.open(place.monitor(diskId), vmid)) {
                return work.apply(monitor);
            }
        });
    }

    /** As {@link #monitor}, of a disk whose machine nobody names. */
    JsonNode command(String diskId, String command, Map<String, ?> arguments) {
        int vmid = MachineFile.of(place, diskId).map(MachineFile::vmid).orElse(0);
        return monitor(diskId, vmid, monitor -> monitor.run(command, arguments));
    }
}
