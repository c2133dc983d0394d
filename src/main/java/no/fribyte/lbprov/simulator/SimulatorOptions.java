package no.fribyte.lbprov.simulator;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import no.fribyte.lbprov.simulator.api.PveVersion;
import no.fribyte.lbprov.simulator.guest.GuestTiming;
import no.fribyte.lbprov.simulator.guest.Guests;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.Timing;
import no.fribyte.lbprov.simulator.world.WorldSpec;

/**
 * How a simulator is to be.
 *
 * @param directory where its world lies between runs
 * @param world what a new world is made of; a world that is there already stays as it is
 * @param authDelay how long a refused login waits; 3 s on a real node
 * @param keepAlive how long an idle connection stays open; 5 s on a real node
 * @param machines what VMs run on, given a directory to keep them in; guests that only pretend where there is nothing else
 * @param port of the first node's endpoint, the others follow; 0 for any that are free
 */
public record SimulatorOptions(
        Path directory,
        WorldSpec world,
        PveVersion version,
        Timing timing,
        GuestTiming guestTiming,
        Duration authDelay,
        Duration keepAlive,
        InstantSource clock,
        Optional<Function<Path, Guests>> machines,
        InetAddress address,
        int port) {
    public SimulatorOptions {
        requireNonNull(directory, "directory");
        requireNonNull(world, "world");
        requireNonNull(version, "version");
        requireNonNull(timing, "timing");
        requireNonNull(guestTiming, "guestTiming");
        requireNonNull(authDelay, "authDelay");
        requireNonNull(keepAlive, "keepAlive");
        requireNonNull(clock, "clock");
        requireNonNull(machines, "machines");
        requireNonNull(address, "address");
    }

    /** As a person wants to see it: tasks take a little while. */
    public static SimulatorOptions demo(Path directory) {
        return new SimulatorOptions(
                directory,
                DemoWorld.cluster(),
                PveVersion.parse("9.1"),
                Timing.demo(),
                GuestTiming.demo(),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                InstantSource.system(),
                Optional.empty(),
                InetAddress.getLoopbackAddress(),
                0);
    }

    /** As tests want it: nothing takes time. */
    public static SimulatorOptions instant(Path directory) {
        return demo(directory).withTiming(Timing.none(), GuestTiming.instant()).withAuthDelay(Duration.ZERO);
    }

    /** Another place; a role in it that names a privilege which the version does not know is refused at the start. */
    public SimulatorOptions withWorld(WorldSpec changed) {
        return new SimulatorOptions(
                directory, changed, version, timing, guestTiming, authDelay, keepAlive, clock, machines, address, port);
    }

    /** The same place, run by another version: its roles name the agent privileges that this version knows. */
    public SimulatorOptions withVersion(String changed) {
        PveVersion other = PveVersion.parse(changed);
        return new SimulatorOptions(
                directory,
                world.withAgentPrivileges(other.hasAgentPrivileges()),
                other,
                timing,
                guestTiming,
                authDelay,
                keepAlive,
                clock,
                machines,
                address,
                port);
    }

    public SimulatorOptions withTiming(Timing tasks, GuestTiming guests) {
        return new SimulatorOptions(
                directory, world, version, tasks, guests, authDelay, keepAlive, clock, machines, address, port);
    }

    /**
     * The same proportions in less time.
     *
     * @param speed that tasks and guests are divided by
     */
    public SimulatorOptions faster(double speed) {
        return withTiming(timing.times(1 / speed), guestTiming.times(1 / speed));
    }

    public SimulatorOptions withAuthDelay(Duration changed) {
        return new SimulatorOptions(
                directory, world, version, timing, guestTiming, changed, keepAlive, clock, machines, address, port);
    }

    public SimulatorOptions withKeepAlive(Duration changed) {
        return new SimulatorOptions(
                directory, world, version, timing, guestTiming, authDelay, changed, clock, machines, address, port);
    }

    public SimulatorOptions withClock(InstantSource changed) {
        return new SimulatorOptions(
                directory, world, version, timing, guestTiming, authDelay, keepAlive, changed, machines, address, port);
    }

    /** VMs run on something real: no task takes longer than what it does. */
    public SimulatorOptions withMachines(Function<Path, Guests> real) {
        return new SimulatorOptions(
                directory,
                world,
                version,
                Timing.real(),
                guestTiming,
                authDelay,
                keepAlive,
                clock,
                Optional.of(real),
                address,
                port);
    }

    public SimulatorOptions withPort(int changed) {
        return new SimulatorOptions(
                directory,
                world,
                version,
                timing,
                guestTiming,
                authDelay,
                keepAlive,
                clock,
                machines,
                address,
                changed);
    }
}
