package no.fribyte.lbprov.support;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.fault.Faults;

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

    /**
     * Runs a command that dies once a call was done: no line of it runs any more when it looks at the clock the next time,
     * and nothing that it may send until then arrives.
     *
     * @param number of the call, the first being 1
     * @param answered whether the answer still arrives
     */
    public static void atCall(int number, boolean answered, Lbprov lbprov, String... command) {
        AtomicBoolean dead = new AtomicBoolean();
        Faults faults = lbprov.place().faults();
        faults.on("*", "/**").call(number).then(call -> dead.set(true));
        faults.on("*", "/**").call(number + 1).always().is(new Fault.DropBeforeWork());
        if (!answered) {
            faults.on("*", "/**").call(number).is(new Fault.DropAfterWork());
        }
        lbprov.time().watch(() -> {
            if (dead.get()) {
                throw new Killed();
            }
        });
        try {
            lbprov.run(command);
        } catch (Killed killed) {
            // in the main thread; in a lane's, the command ends with what looks like a bug
        }
        lbprov.time().watch(() -> {});
        faults.clear();
        // the kernel would have told nobody of a thread that was interrupted
        Thread.interrupted();
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
