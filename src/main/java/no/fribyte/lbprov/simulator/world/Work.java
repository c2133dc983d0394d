package no.fribyte.lbprov.simulator.world;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * What a task does when it is due: a record, so that it can be written down and done by another process. It may be
 * done twice when the first process died before it could save the outcome.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface Work
        permits CloneVm,
                ConfigureVm,
                CopyUpload,
                CreateVm,
                DeleteSnapshot,
                DeleteVolume,
                DestroyVm,
                Download,
                MakeTemplate,
                PowerVm,
                RequestHa,
                ResizeDisk,
                RollBackVm,
                ServeHa,
                TakeSnapshot {

    /** Does the work; a {@link TaskFailed} undoes all of it. */
    void run(Effects effects);

    /** Removes what was done when the task began, after a failure. */
    default void rollBack(Effects effects) {}

    /** The VM whose lock file the task holds from its begin to its end. */
    default Optional<Integer> lockedVm() {
        return Optional.empty();
    }
}
