package no.fribyte.lbprov.step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.Upid;

/** What a step works with. */
public interface StepContext {
    /** A node's API, through its own endpoint. */
    NodeApi node(NodeName node);

    /** A member's guest agent. */
    GuestMember guest(VmRef vm);

    /**
     * Starts a task and waits for its end. When the answer was lost or the task ended without a word, it waits for what
     * runs on the VM and looks, instead of starting the task again.
     *
     * @param doing as a problem says it: "start lb-1 (VM 201 on pluto)"
     * @param done tells whether the work is done, by looking
     */
    void task(String doing, VmRef vm, Supplier<Upid> start, BooleanSupplier done);

    /**
     * Starts a task on a VM before the step comes that runs it with {@link #task}: that step then waits for this one. A call
     * that was refused because somebody had taken the VM's number is made again by that step.
     */
    void begin(VmRef vm, Supplier<Upid> start);

    /** Waits for a task that was begun on a VM whose step will not come; whether there was one. */
    boolean settleBegun(VmRef vm);

    /** As the other for work that belongs to no VM: a lost answer is an error, and a second run goes on. */
    void task(String doing, Supplier<Upid> start);

    /** One short line that replaces the last one, for work that takes long. */
    void progress(String text);

    /** Something to look at that does not stop the work. */
    void warn(Problem problem);

    /** The members that were asked at the end, and were well. */
    void verified(List<MemberHealth> members);

    Instant now();

    /** Waits between two looks. */
    void pause(Duration time);

    StepLimits limits();

    /** What keeps other runs off the pair while this one works on it. */
    Hold hold();
}
