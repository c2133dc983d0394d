package no.fribyte.lbprov.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.ProxmoxClient;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;
import no.fribyte.lbprov.proxmox.RunningTask;
import no.fribyte.lbprov.proxmox.TaskResult;
import no.fribyte.lbprov.proxmox.Upid;
import no.fribyte.lbprov.run.LaneLog;
import no.fribyte.lbprov.step.Hold;
import no.fribyte.lbprov.step.StepContext;
import no.fribyte.lbprov.step.StepLimits;
import no.fribyte.lbprov.step.VmRef;

/** What a step works with, on real nodes or the simulator's. */
final class LiveContext implements StepContext {
    /** A clone's task has the number of its template, not of the VM that it makes. */
    private static final Set<String> MAKING = Set.of("qmclone", "qmcreate");

    private final Proxmox proxmox;
    private final Times times;
    private final LiveHold hold;
    private final BegunTasks begun;
    private final Consumer<List<MemberHealth>> verified;
    private final LaneLog log;

    /**
     * @param begun shared by all steps of a run
     * @param verified gets what members said at the end of the run
     */
    LiveContext(
            Proxmox proxmox,
            Times times,
            LiveHold hold,
            BegunTasks begun,
            Consumer<List<MemberHealth>> verified,
            LaneLog log) {
        this.proxmox = proxmox;
        this.times = times;
        this.hold = hold;
        this.begun = begun;
        this.verified = verified;
        this.log = log;
    }

    @Override
    public NodeApi node(NodeName node) {
        keep();
        return proxmox.node(node);
    }

    @Override
    public GuestMember guest(VmRef vm) {
        return new GuestMember(vm.toString(), node(vm.node()).vm(vm.id()).agent());
    }

    @Override
    public void task(String doing, VmRef vm, Supplier<Upid> start, BooleanSupplier done) {
        keep();
        Attempt<Upid> started = begun.take(vm).orElseGet(() -> Attempt.of(start));
        if (started.failedAs(ProxmoxFailure.Kind.TAKEN)) {
            hold.missed(vm);
            // it was free when this was planned: somebody may be making the same pair
            hold.rival(Optional.empty()).ifPresent(rival -> {
                throw rival;
            });
        }
        if (started.failedAs(ProxmoxFailure.Kind.UNKNOWN_OUTCOME)) {
            progress("the answer was lost: looking what became of it");
            if (!isSettled(vm, done)) {
                started.orThrow();
            }
            return;
        }
        TaskResult result = await(started.orThrow());
        if (!(result instanceof TaskResult.Unknown) || !isSettled(vm, done)) {
            judge(doing, result);
        }
    }

    @Override
    public void begin(VmRef vm, Supplier<Upid> start) {
        Attempt<Upid> started = Attempt.of(start);
        if (started.failedAs(ProxmoxFailure.Kind.TAKEN)) {
            hold.missed(vm);
        } else {
            started.value().ifPresent(task -> log.task(task.text()));
            begun.put(vm, started);
        }
    }

    @Override
    public boolean settleBegun(VmRef vm) {
        Optional<Attempt<Upid>> started = begun.take(vm);
        started.flatMap(Attempt::value).ifPresent(this::await);
        if (started.filter(lost -> lost.failedAs(ProxmoxFailure.Kind.UNKNOWN_OUTCOME))
                .isPresent()) {
            settle(vm);
        }
        return started.isPresent();
    }

    @Override
    public void task(String doing, Supplier<Upid> start) {
        judge(doing, await(start.get()));
    }

    private TaskResult await(Upid upid) {
        log.task(upid.text());
        return proxmox.client(upid.node()).tasks().await(upid, this::keep);
    }

    /** Whether the work is done by now; where that cannot be seen, it is not known to be. */
    private boolean isSettled(VmRef vm, BooleanSupplier done) {
        Attempt<Boolean> look = Attempt.of(() -> {
            settle(vm);
            return done.getAsBoolean();
        });
        return look.value().orElse(false);
    }

    /** Waits for everything that still runs on a VM, or may be making it. */
    private void settle(VmRef vm) {
        ProxmoxClient client = proxmox.client(vm.node());
        for (RunningTask task : client.tasks().running(vm.node())) {
            Upid upid = task.upid();
            boolean own = upid.user().equals(client.endpoint().tokenId().value());
            if (upid.id().equals(vm.id().toString()) || (own && MAKING.contains(upid.type()))) {
                await(upid);
            }
        }
    }

    private void judge(String doing, TaskResult result) {
        if (result instanceof TaskResult.Warnings warnings) {
            warn(Problem.warning("%s: done, with warnings".formatted(doing))
                    .because(String.join("\n", warnings.lines())));
        } else if (result instanceof TaskResult.Failed failed) {
            throw new LbprovException(
                    ExitStatus.STEP_FAILED,
                    Problem.error("cannot " + doing).because(failed.reason()).hint(failed.cure()));
        } else if (result instanceof TaskResult.Unknown unknown) {
            throw new LbprovException(
                    ExitStatus.STEP_FAILED,
                    Problem.error("cannot tell whether this was done: " + doing)
                            .because("the task ended without saying how: " + unknown.text())
                            .hint("run this again: it looks at what is there and goes on"));
        }
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
        verified.accept(List.copyOf(members));
    }

    @Override
    public Instant now() {
        return times.clock().instant();
    }

    @Override
    public void pause(Duration time) {
        times.sleep(time);
        keep();
    }

    private void keep() {
        hold.keep(log.lane());
    }

    @Override
    public Hold hold() {
        return hold;
    }

    @Override
    public StepLimits limits() {
        return times.limits();
    }
}
