package no.fribyte.lbprov.step;

import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.proxmox.Upid;
import no.fribyte.lbprov.proxmox.VmConfig;

/** A step that brings a VM into being; afterwards it is there, stopped, with this run's lease on it. */
public sealed interface Making extends Step permits CreateVm, CloneTemplate {
    VmSpec spec();

    /** The marker it is made with, but for the lease's times. */
    Mark mark();

    /** The call that starts the task. */
    Upid post(StepContext context, Mark stamped);

    @Override
    default void run(StepContext context) {
        run(context, () -> {});
    }

    /**
     * The same.
     *
     * @param accepted is run once the node has accepted the call, while its task runs
     */
    default void run(StepContext context, Runnable accepted) {
        Mark stamped = take(context);
        context.task(
                title(),
                spec().vm(),
                () -> {
                    Upid task = post(context, stamped);
                    accepted.run();
                    return task;
                },
                () -> isOurs(context, stamped));
    }

    /** Begins before its turn; {@link #run} then waits for the end. */
    default void begin(StepContext context) {
        Mark stamped = take(context);
        context.begin(spec().vm(), () -> post(context, stamped));
    }

    private Mark take(StepContext context) {
        Mark stamped = context.hold().stamped(spec().vm(), mark());
        context.hold().takes(spec().vm());
        return stamped;
    }

    /** Whether the VM of that number is the one we tried to make: complete, and with our marker. */
    private boolean isOurs(StepContext context, Mark stamped) {
        return context.node(spec().vm().node())
                .vm(spec().vm().id())
                .config()
                .filter(seen -> seen.lock().isEmpty())
                .map(VmConfig::description)
                .map(MarkerText::read)
                .flatMap(MarkerText.Reading::mark)
                .filter(mark -> mark.lease()
                        .filter(lease -> stamped.lease().filter(lease::isOf).isPresent())
                        .isPresent())
                .filter(mark -> mark.with(stamped.lease()).equals(stamped))
                .isPresent();
    }
}
