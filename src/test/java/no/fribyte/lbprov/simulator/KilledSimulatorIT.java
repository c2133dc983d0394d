package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A simulator that is killed at any moment has done all that it said it did. */
class KilledSimulatorIT {
    private static final int ROUNDS = 5;

    @TempDir
    Path world;

    @Test
    @Timeout(120)
    void what_was_answered_is_there_after_a_kill() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(7);
        Set<Integer> answered = new TreeSet<>();
        int vmid = 200;
        for (int round = 0; round < ROUNDS; round++) {
            Process process = launch();
            SimulatorAccess attached = attach(process);
            PlainClient client = PlainClient.of(attached, "pluto");
            Thread killer = new Thread(() -> kill(process, 50 + random.nextInt(400)));
            killer.start();
            try {
                while (true) {
                    vmid++;
                    client.post(
                                    "/nodes/pluto/qemu",
                                    Map.of("vmid", Integer.toString(vmid), "pool", "lb", "scsi0", "local-lvm:1"))
                            .data();
                    answered.add(vmid);
                }
            } catch (UncheckedIOException killed) {
                killer.join();
            }
        }
        try (Simulator simulator = Simulator.start(SimulatorProcess.options(world))) {
            Thread.sleep(300);
            assertThat(answered).hasSizeGreaterThan(ROUNDS);
            for (int made : answered) {
                assertThat(simulator.world("pluto").vm(made)).as("VM " + made).hasValueSatisfying(vm -> {
                    assertThat(vm.lock()).isEmpty();
                    assertThat(vm.config()).containsEntry("scsi0", "local-lvm:vm-" + made + "-disk-0,size=1G");
                });
            }
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorProcess.class.getName(),
                        world.toString())
                .inheritIO()
                .start();
    }

    private SimulatorAccess attach(Process process) throws InterruptedException {
        while (process.isAlive()) {
            if (Ownership.find(world)
                    .filter(found -> found.pid() == process.pid())
                    .isPresent()) {
                return Simulator.open(SimulatorProcess.options(world));
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("the simulator did not start");
    }

    private static void kill(Process process, int afterMillis) {
        try {
            Thread.sleep(afterMillis);
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
