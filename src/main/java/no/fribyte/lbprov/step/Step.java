package no.fribyte.lbprov.step;

import java.util.List;

/**
 * One change. Its Javadoc says what is true afterwards; run again when that is true already, it does no harm, since the
 * process can be killed at any moment and the step is then planned once more.
 */
public interface Step {
    /** What it does, as one line of a plan: "start load-balancer-1 (201) on pluto". */
    String title();

    /**
     * Does it.
     *
     * @throws no.fribyte.lbprov.problem.LbprovException when it could not be done
     */
    void run(StepContext context);

    /** What the token must be allowed to do; checked for the whole plan before the first write. */
    default List<Right> rights() {
        return List.of();
    }

    /** What it can do without, and would do better with. */
    default List<Right> wishes() {
        return List.of();
    }
}
