package no.fribyte.lbprov.run;

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
import no.fribyte.lbprov.step.Hold;
import no.fribyte.lbprov.step.StepContext;
import no.fribyte.lbprov.step.StepLimits;
import no.fribyte.lbprov.step.VmRef;

/** A context in a world without nodes: steps can only tell something. */
final class StubContext implements StepContext {
    final LaneLog log;

    StubContext(LaneLog log) {
        this.log = log;
    }

    @Override
    public NodeApi node(NodeName node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public GuestMember guest(VmRef vm) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void task(String doing, VmRef vm, Supplier<Upid> start, BooleanSupplier done) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void begin(VmRef vm, Supplier<Upid> start) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean settleBegun(VmRef vm) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void task(String doing, Supplier<Upid> start) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void progress(String text) {
        log.progress(text);
    }

    @Override
    public void warn(Problem problem) {
        log.warn(problem);
    }

    @Override
    public void verified(List<MemberHealth> members) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public void pause(Duration time) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StepLimits limits() {
        return StepLimits.defaults();
    }

    @Override
    public Hold hold() {
        throw new UnsupportedOperationException();
    }
}
