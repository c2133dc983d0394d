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

/** For steps that need nothing. */
final class NoContext implements StepContext {
    private static UnsupportedOperationException nothing() {
        return new UnsupportedOperationException("a step of this test asked for something");
    }

    @Override
    public NodeApi node(NodeName node) {
        throw nothing();
    }

    @Override
    public GuestMember guest(VmRef vm) {
        throw nothing();
    }

    @Override
    public void task(String doing, VmRef vm, Supplier<Upid> start, BooleanSupplier done) {
        throw nothing();
    }

    @Override
    public void begin(VmRef vm, Supplier<Upid> start) {
        throw nothing();
    }

    @Override
    public boolean settleBegun(VmRef vm) {
        throw nothing();
    }

    @Override
    public void task(String doing, Supplier<Upid> start) {
        throw nothing();
    }

    @Override
    public void progress(String text) {
        throw nothing();
    }

    @Override
    public void warn(Problem problem) {
        throw nothing();
    }

    @Override
    public void verified(List<MemberHealth> members) {
        throw nothing();
    }

    @Override
    public Instant now() {
        throw nothing();
    }

    @Override
    public void pause(Duration time) {
        throw nothing();
    }

    @Override
    public StepLimits limits() {
        throw nothing();
    }

    @Override
    public Hold hold() {
        throw nothing();
    }
}
