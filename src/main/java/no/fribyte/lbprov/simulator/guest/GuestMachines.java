package no.fribyte.lbprov.simulator.guest;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Guests that only pretend: a few files, and what follows from them. Each one's disk lies below one directory and is written before a method returns;
 * how far a boot has come follows from the clock alone. Every call may come from any thread.
 */
public final class GuestMachines implements Guests {
    /** As QEMU opens it for a file that is not there: 0666, which is why lbprov makes its files first. */
    private static final String AGENT_MODE = "0666";

    private final GuestWorld world;
    private final AgentProcesses processes = new AgentProcesses();

    /**
     * @param running the hardware of all machines that are switched on at this moment; asked without any lock held
     */
    public GuestMachines(Path directory, GuestTiming timing, InstantSource clock, Supplier<List<Hardware>> running) {
        world = new GuestWorld(new DiskStore(directory), new Boot(timing), clock, running);
    }

    @Override
    public void make(String diskId, Content content, long bytes) {
        if (content instanceof Content.Copy copy) {
            world.copy(copy.diskId(), diskId);
        }
    }

    @Override
    public void grow(String diskId, long bytes) {
        // how large a disk is stands in the hardware
    }

    @Override
    public void takeSnapshot(String diskId, String name) {
        world.copy(diskId, snapshot(diskId, name));
    }

    @Override
    public void rollBack(String diskId, String name) {
        world.copy(snapshot(diskId, name), diskId);
    }

    @Override
    public void deleteSnapshot(String diskId, String name) {
        world.wipe(snapshot(diskId, name));
    }

    private static String snapshot(String diskId, String name) {
        return diskId + "@" + name;
    }

    @Override
    public void wipe(String diskId) {
        world.wipe(diskId);
    }

    /** Begins a boot; the medium is read now. */
    @Override
    public void powerOn(Hardware hardware) {
        world.with(hardware, (machine, wire) -> machine);
    }

    /** Ends what the guest was doing; without this call it is taken to have run until the next power-on. */
    @Override
    public void powerOff(Hardware hardware) {
        world.with(hardware, (machine, wire) -> {
            machine.disk().pending().clear();
            return machine;
        });
    }

    /** The hardware says since when it is on: since now. */
    @Override
    public void reset(Hardware hardware) {
        powerOn(hardware);
    }

    @Override
    public boolean shutDown(Hardware hardware) {
        powerOff(hardware);
        return true;
    }

    @Override
    public void change(Hardware hardware) {
        // every look at a machine brings its hardware with it
    }

    @Override
    public boolean isOn(Hardware hardware) {
        return true;
    }

    @Override
    public Agent agent(Hardware hardware) {
        return new PretendedAgent(this, processes, hardware);
    }

    public boolean agentAnswers(Hardware hardware) {
        return world.with(hardware, (machine, wire) -> Boot.answers(machine));
    }

    /** Runs a program to its end; one that is not there is an error of the agent. */
    public ExecResult exec(Hardware hardware, List<String> command, byte[] input) {
        return asAgent(hardware, (machine, wire) -> new Programs(machine, wire).run(command, input));
    }

    public Optional<byte[]> readFile(Hardware hardware, String path) {
        return asAgent(hardware, (machine, wire) -> machine.disk().file(path).map(GuestFile::bytes));
    }

    public void writeFile(Hardware hardware, String path, byte[] content) {
        asAgent(hardware, (machine, wire) -> {
            String mode = machine.disk().file(path).map(GuestFile::mode).orElse(AGENT_MODE);
            machine.disk().put(path, GuestFile.of(mode, content));
            return machine;
        });
    }

    public Lan lan() {
        return new Lan(world);
    }

    private <T> T asAgent(Hardware hardware, BiFunction<Machine, Wire, T> work) {
        return world.with(hardware, (machine, wire) -> {
            if (!Boot.answers(machine)) {
                throw GuestException.agentNotRunning();
            }
            return work.apply(machine, wire);
        });
    }
}
