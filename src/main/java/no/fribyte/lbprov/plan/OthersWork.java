package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Keeps every command off VMs that another run is working on, or that a newer lbprov made. */
public final class OthersWork {
    private final Census census;

    public OthersWork(Pair pair, Observed observed) {
        requireNonNull(observed, "observed");
        this.census = new Census(pair, observed.vms());
    }

    /**
     * Stops when another run holds a lease on one of the pair's VMs.
     *
     * @param dead tells leases whose process is known to have ended
     */
    public void refuseLeased(Lease own, Instant now, Predicate<Lease> dead) {
        List<Problem> held = census.leases(own, now, dead);
        if (!held.isEmpty()) {
            throw new LbprovException(ExitStatus.SOMEONE_ELSE, held);
        }
    }

    /** Stops when one of these members was made by an lbprov newer than this version. */
    public void refuseNewer(String version, Set<MemberName> members) {
        Planner.refuse(Versions.newer(
                version,
                members.stream().flatMap(member -> census.of(member).stream()).toList()));
    }
}
