package no.fribyte.lbprov.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and {@code kill}: interrupts the command, so that it says how to go on, and waits for it a moment. The JVM then
 * ends with 130 or 143 by itself.
 */
final class Interruption {
    /** Longer than the runner waits for its lanes. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final CountDownLatch done = new CountDownLatch(1);

    private Interruption() {}

    static Interruption install(Thread command) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.stop(command), "lbprov-interruption"));
        return interruption;
    }

    /** The command has ended, and said what there was to say. */
    void finished() {
        done.countDown();
    }

    private void stop(Thread command) {
        if (done.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            boolean ended = done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            System.getLogger(Interruption.class.getName())
                    .log(System.Logger.Level.DEBUG, ended ? "the command ended" : "the command did not end in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
