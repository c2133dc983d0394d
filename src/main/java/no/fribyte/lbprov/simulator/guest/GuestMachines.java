package no.fribyte.lbprov.simulator.guest;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All guests of a simulated world; each one's disk lies below one directory and survives the process. */
public final class GuestMachines {
    public GuestMachines(Path directory, GuestTiming timing, InstantSource clock, Supplier<List<Hardware>> running) {}

    public void powerOn(Hardware hardware) {}

    public boolean agentAnswers(Hardware hardware) {
        return false;
    }

    public ExecResult exec(Hardware hardware, List<String> command, byte[] input) {
        return ExecResult.out("");
    }

    public Optional<byte[]> readFile(Hardware hardware, String path) {
        return Optional.empty();
    }

    public void writeFile(Hardware hardware, String path, byte[] content) {}

    public void wipe(String diskId) {}

    public Lan lan() {
        return new Lan();
    }
}
