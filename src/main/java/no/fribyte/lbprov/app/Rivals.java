package no.fribyte.lbprov.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.plan.Observed;
import no.fribyte.lbprov.plan.OthersWork;
import no.fribyte.lbprov.plan.SeenVm;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.step.VmRef;

/** Looks who else works on a pair: before planning at everything, and while a plan runs at what is new. */
final class Rivals {
    /** How long the later one of two that took an empty place may need to see the other and leave. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofSeconds(1);

    private final Proxmox proxmox;
    private final Pair pair;
    private final Observer observer;
    private final Times times;
    private final Lease own;
    private final Predicate<Lease> dead;
    private volatile List<SeenVm> planned = List.of();

    /**
     * @param dead tells leases whose process is known to have ended
     */
    Rivals(Proxmox proxmox, Pair pair, Observer observer, Times times, Lease own, Predicate<Lease> dead) {
        this.proxmox = proxmox;
        this.pair = pair;
        this.observer = observer;
        this.times = times;
        this.own = own;
        this.dead = dead;
    }

    /** Stops when another run works on what was seen; else that is what the plan is made of. */
    void refuse(Observed observed) {
        planned = observed.vms();
        leased(others(planned)).ifPresent(rival -> {
            throw rival;
        });
    }

    /**
     * Who else is there by now.
     *
     * @param known the VMs that this run put its lease on
     * @param claim that took an empty place, and is one of them
     */
    Optional<LbprovException> look(Set<VmRef> known, Optional<VmRef> claim) {
        Instant begun = times.clock().instant();
        while (true) {
            OthersWork others = others(observer.membersBut(known));
            Optional<LbprovException> rival = leased(others).or(() -> others.since(planned));
            boolean late = Duration.between(begun, times.clock().instant()).compareTo(PATIENCE) >= 0;
            // who comes first waits for the other one to leave; one that stays had looked before we came
            if (rival.isEmpty() || late || claim.filter(others::comeAfter).isEmpty()) {
                return rival;
            }
            times.sleep(POLL);
        }
    }

    private OthersWork others(List<SeenVm> vms) {
        return new OthersWork(pair, vms);
    }

    private Optional<LbprovException> leased(OthersWork others) {
        return others.leased(own, this::now, dead);
    }

    /** Two machines may differ by hours: what a lease says is held against the clock of the node it is on. */
    private Instant now(NodeName node) {
        return proxmox.client(node).now();
    }
}
