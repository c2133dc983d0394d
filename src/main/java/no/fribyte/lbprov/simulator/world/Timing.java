package no.fribyte.lbprov.simulator.world;

import java.time.Duration;

/**
 * How long the tasks of a simulated node take.
 *
 * @param lockTimeout how long a call waits for a VM that a task has locked, before it gives up; 10 s on a real node
 */
public record Timing(
        Duration download,
        Duration create,
        Duration copyVm,
        Duration configure,
        Duration resize,
        Duration start,
        Duration stop,
        Duration shutdown,
        Duration destroy,
        Duration copyUpload,
        Duration deleteVolume,
        Duration snapshot,
        Duration lockTimeout) {

    /** Everything at once, for tests. */
    public static Timing none() {
        Duration zero = Duration.ZERO;
        return new Timing(zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero);
    }

    /** Nothing but what the work takes, where machines are real; a VM's lock is waited for as Proxmox does. */
    public static Timing real() {
        Duration zero = Duration.ZERO;
        return new Timing(zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, demo().lockTimeout);
    }

    /** Long enough to be seen, short enough to wait for. */
    public static Timing demo() {
        return new Timing(
                Duration.ofSeconds(2),
                Duration.ofMillis(1500),
                Duration.ofMillis(1500),
                Duration.ofMillis(200),
                Duration.ofMillis(300),
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofMillis(300),
                Duration.ofMillis(200),
                Duration.ofMillis(300),
                Duration.ofSeconds(10));
    }

    /** From a wish to the moment when the cluster gets to it: its rounds are far slower than a VM. */
    public Duration highAvailability() {
        return start.multipliedBy(20);
    }

    /** The same proportions, slower or faster; the lock timeout is Proxmox's own and stays. */
    public Timing times(double factor) {
        return new Timing(
                scaled(download, factor),
                scaled(create, factor),
                scaled(copyVm, factor),
                scaled(configure, factor),
                scaled(resize, factor),
                scaled(start, factor),
                scaled(stop, factor),
                scaled(shutdown, factor),
                scaled(destroy, factor),
                scaled(copyUpload, factor),
                scaled(deleteVolume, factor),
                scaled(snapshot, factor),
                lockTimeout);
    }

    /** The same, but for fetching an image. */
    public Timing withDownload(Duration time) {
        return new Timing(
                time,
                create,
                copyVm,
                configure,
                resize,
                start,
                stop,
                shutdown,
                destroy,
                copyUpload,
                deleteVolume,
                snapshot,
                lockTimeout);
    }

    /** The same, but for making a VM, be it from an image or from a template. */
    public Timing withCreate(Duration time) {
        return new Timing(
                download,
                time,
                time,
                configure,
                resize,
                start,
                stop,
                shutdown,
                destroy,
                copyUpload,
                deleteVolume,
                snapshot,
                lockTimeout);
    }

    /** The same, but for growing a disk. */
    public Timing withResize(Duration time) {
        return new Timing(
                download,
                create,
                copyVm,
                configure,
                time,
                start,
                stop,
                shutdown,
                destroy,
                copyUpload,
                deleteVolume,
                snapshot,
                lockTimeout);
    }

    /** The same, but for starting a VM. */
    public Timing withStart(Duration time) {
        return new Timing(
                download,
                create,
                copyVm,
                configure,
                resize,
                time,
                stop,
                shutdown,
                destroy,
                copyUpload,
                deleteVolume,
                snapshot,
                lockTimeout);
    }

    /** The same, but for all that the others do not set. */
    public Timing withRest(Duration time) {
        return new Timing(
                download, create, copyVm, time, resize, start, time, time, time, time, time, time, lockTimeout);
    }

    private static Duration scaled(Duration time, double factor) {
        return Duration.ofNanos(Math.round(time.toNanos() * factor));
    }
}
