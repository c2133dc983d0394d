package no.fribyte.lbprov.support;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets lbprov die after a number of writes: no line of it runs any more, as after {@code kill -9}. */
public final class Death {
    private static final String STEPS = "no.fribyte.lbprov.run.LaneRun";

    private Death() {}

    /** What nobody expects, and so nobody catches. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** From now on; gone with the next {@link FakeTime#watch}. */
    public static void after(int writes, Lbprov lbprov) {
        Set<Thread> dead = ConcurrentHashMap.newKeySet();
        lbprov.time().watch(() -> {
            if (inStep(Thread.currentThread().getStackTrace())
                    && lbprov.place().writes().size() >= writes) {
                dead.add(Thread.currentThread());
                awaitOthers(dead);
                throw new Killed();
            }
        });
    }

    /** All threads die in the same moment: nobody sees that another one has. */
    private static void awaitOthers(Set<Thread> dead) {
        while (Thread.getAllStackTraces().entrySet().stream().anyMatch(each -> lives(each, dead))) {
            Thread.onSpinWait();
        }
    }

    private static boolean lives(Map.Entry<Thread, StackTraceElement[]> thread, Set<Thread> dead) {
        return !dead.contains(thread.getKey()) && inStep(thread.getValue());
    }

    private static boolean inStep(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(STEPS));
    }
}
