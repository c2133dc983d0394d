package no.fribyte.lbprov.ha;

import java.util.function.BooleanSupplier;

/** The bench waits on real time: what it measures is how long real programs take. */
final class Waiting {
    private Waiting() {}

    static void seconds(double seconds) {
        try {
            Thread.sleep((long) (seconds * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether something came true in time. */
    static boolean until(double patience, BooleanSupplier condition) {
        double end = Holders.now() + patience;
        while (!condition.getAsBoolean()) {
            if (Holders.now() > end) {
                return false;
            }
            seconds(0.05);
        }
        return true;
    }
}
