package no.fribyte.lbprov.step;

import java.util.Optional;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.problem.LbprovException;

/** This run's hold on the pair: the leases it has on VMs, and a look at who else would work on the pair. */
public interface Hold {
    /** The marker as it is to be written now: this run's lease, if it has one, counts from now on. */
    Mark stamped(VmRef vm, Mark marker);

    /** Said before the VM gets this run's lease. */
    void takes(VmRef vm);

    /** Said before the VM loses it, with or without its life. */
    void givesUp(VmRef vm);

    /** Said when the VM was not made, because another one has its number. */
    void missed(VmRef vm);

    /**
     * Stops if another run has taken the VM meanwhile.
     *
     * @throws LbprovException SOMEONE_ELSE
     */
    void refuseOthers(VmRef vm, Mark marker);

    /**
     * Who else works on the pair by now, or has done since this was planned, in words; empty when nobody. Waits for tasks
     * that are making VMs which may be the pair's.
     *
     * @param claim the VM by which this run has just taken an empty place: of two such claims one has to yield
     */
    Optional<LbprovException> rival(Optional<VmRef> claim);
}
