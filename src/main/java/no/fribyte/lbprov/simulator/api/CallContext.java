package no.fribyte.lbprov.simulator.api;

import java.time.Duration;
import java.time.Instant;
import no.fribyte.lbprov.simulator.access.Rights;
import no.fribyte.lbprov.simulator.world.Effects;
import no.fribyte.lbprov.simulator.world.Task;
import no.fribyte.lbprov.simulator.world.TaskFailed;
import no.fribyte.lbprov.simulator.world.TaskOrder;
import no.fribyte.lbprov.simulator.world.Timing;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.simulator.world.Work;
import no.fribyte.lbprov.simulator.world.World;
import tools.jackson.databind.JsonNode;

/**
 * One call at one instant.
 *
 * @param receiver the node whose endpoint was asked
 */
record CallContext(Site site, String receiver, Effects effects, Rights rights, Params params) {
    World world() {
        return effects.world();
    }

    Instant now() {
        return effects.now();
    }

    Timing timing() {
        return site.timing();
    }

    String node() {
        return params.required("node");
    }

    int vmid() {
        return (int) params.number("vmid", 0);
    }

    /** The VM of the path, or the 500 that a missing one is. */
    Vm vm() {
        try {
            return effects.vm(node(), vmid());
        } catch (TaskFailed missing) {
            throw ApiError.died(missing.text());
        }
    }

    boolean may(String path, String privilege) {
        return rights.has(path, privilege);
    }

    void need(String path, String privilege) {
        if (!rights.has(path, privilege)) {
            throw ApiError.forbidden(path + ", " + privilege);
        }
    }

    void needAny(String path, String... privileges) {
        if (!rights.hasAny(path, privileges)) {
            throw ApiError.forbidden(path + ", " + String.join("|", privileges));
        }
    }

    /** Begins a task on a node and returns its UPID. */
    JsonNode begin(String node, String type, String id, Work work, Duration time) {
        TaskOrder order = new TaskOrder(node, type, id, rights.caller().id(), work);
        Task task = world().begin(order, now(), time, timing().lockTimeout());
        return Doc.text(task.upid());
    }

    JsonNode beginOnVm(String type, Work work, Duration time) {
        return begin(node(), type, Integer.toString(vmid()), work, time);
    }

    /** Synchronous changes wait for the lock file of the VM. */
    void waitForLock() {
        Instant until = world().lockedUntil(vmid(), now());
        if (until.isAfter(now())) {
            throw new VmBusy(vmid(), Duration.between(now(), until));
        }
    }

    void checkUnlocked(Vm vm) {
        vm.lock().ifPresent(lock -> {
            throw ApiError.died("VM is locked (" + lock + ")");
        });
    }

    /** Writes to the cluster's configuration need a majority. */
    void needQuorum() {
        if (site.hasNoQuorum(world().spec())) {
            throw ApiError.died("cluster not ready - no quorum?");
        }
    }
}
