package no.fribyte.lbprov.simulator;

import java.nio.file.Path;
import no.fribyte.lbprov.simulator.guest.GuestTiming;
import no.fribyte.lbprov.simulator.world.Timing;

/** A simulator in a process of its own, so that it can be killed. */
final class SimulatorProcess {
    private SimulatorProcess() {}

    public static void main(String[] args) throws InterruptedException {
        try (Simulator simulator = Simulator.start(options(Path.of(args[0])))) {
            simulator.world("pluto");
            Thread.sleep(60_000);
        }
    }

    static SimulatorOptions options(Path world) {
        return SimulatorOptions.instant(world).withTiming(Timing.demo().times(0.1), GuestTiming.instant());
    }
}
