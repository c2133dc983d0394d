package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a guest takes from power-on until its agent answers, and then for the stages of a first boot. A later boot
 * takes only the first.
 */
public record GuestTiming(Duration agent, Duration packages, Duration services) {
    public GuestTiming {
        requireNonNull(agent, "agent");
        requireNonNull(packages, "packages");
        requireNonNull(services, "services");
    }

    public static GuestTiming instant() {
        return new GuestTiming(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    public static GuestTiming demo() {
        return new GuestTiming(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(1));
    }

    /** The same proportions, slower or faster. */
    public GuestTiming times(double factor) {
        return new GuestTiming(scaled(agent, factor), scaled(packages, factor), scaled(services, factor));
    }

    /** The same proportions of a first boot that takes this long. */
    public GuestTiming ofInAll(Duration firstBoot) {
        Duration now = agent.plus(packages).plus(services);
        return times((double) firstBoot.toNanos() / now.toNanos());
    }

    private static Duration scaled(Duration time, double factor) {
        return Duration.ofNanos(Math.round(time.toNanos() * factor));
    }
}
