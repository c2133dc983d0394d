package no.fribyte.lbprov.simulator.guest;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * All guests of a simulated world. Each one's disk lies below one directory and is written before a method returns;
 * how far a boot has come follows from the clock alone. Every call may come from any thread.
 */
public final class GuestMachines {
    /** As QEMU opens it for a file that is not there: 0666, which is why lbprov makes its files first. */
    private static final String AGENT_MODE = "0666";

    private final GuestWorld world;

    /**
     * @param running the hardware of all machines that are switched on at this moment; asked without any lock held
     */
    public GuestMachines(Path directory, GuestTiming timing, InstantSource clock, Supplier<List<Hardware>> running) {
        world = new GuestWorld(new DiskStore(directory), new Boot(timing), clock, running);
    }

    /** Begins a boot; the medium is read now. A call that comes twice, or was lost in a crash, does no harm. */
    public void powerOn(Hardware hardware) {
        world.with(hardware, (machine, wire) -> machine);
    }

    /** Ends what the guest was doing; without this call it is taken to have run until the next power-on. */
    public void powerOff(Hardware hardware) {
        world.with(hardware, (machine, wire) -> {
            machine.disk().pending().clear();
            return machine;
        });
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

    /** Copies a disk; one that was never booted from is a copy of its image already. */
    public void copy(String fromDiskId, String toDiskId) {
        world.copy(fromDiskId, toDiskId);
    }

    /** Forgets a disk, as a storage does when the volume is deleted. */
    public void wipe(String diskId) {
        world.wipe(diskId);
    }

    public Lan lan() {
        return new Lan(world);
    }

    private <T> T asAgent(Hardware hardware, BiFunction<Machine, Wire, T> work) {
        return world.with(hardware, (machine, wire) -> {
            if (!Boot.answers(machine)) {
                throw new GuestException("QEMU guest agent is not running");
            }
            return work.apply(machine, wire);
        });
    }
}
