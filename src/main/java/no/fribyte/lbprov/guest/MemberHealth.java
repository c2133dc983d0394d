package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;

/**
 * How one member of a pair is.
 *
 * @param vm its VM, if it has one
 * @param marker the marker's state, such as {@code ready}, or {@link #ABSENT} or {@link #UNKNOWN}
 * @param silence why there is no status, if there is a reason
 * @param unmet what differs from what it should be
 */
public record MemberHealth(
        MemberName name,
        NodeName node,
        Optional<VmId> vm,
        Reach reach,
        String marker,
        Optional<MemberStatus> status,
        Optional<Problem> silence,
        List<String> unmet) {
    public static final String ABSENT = "absent";
    public static final String UNKNOWN = "unknown";

    private static final Set<String> HALF_MADE = Set.of("cloning", "building");

    /** How far a member could be asked; of one that was not, nobody knows what it holds. */
    public enum Reach {
        /** It said how it is. */
        ANSWERED,
        /** Its VM runs, and it said nothing. */
        SILENT,
        /** Its VM, or the node that it should be on, could not be read. */
        UNREACHABLE,
        /** Its VM is stopped. */
        STOPPED,
        /** It has no VM. */
        ABSENT
    }

    public MemberHealth {
        requireNonNull(name, "name");
        requireNonNull(node, "node");
        requireNonNull(vm, "vm");
        requireNonNull(reach, "reach");
        requireNonNull(marker, "marker");
        requireNonNull(status, "status");
        requireNonNull(silence, "silence");
        unmet = List.copyOf(unmet);
    }

    public boolean isHealthy() {
        return status.isPresent() && unmet.isEmpty();
    }

    public boolean holds() {
        return status.map(MemberStatus::holdsAny).orElse(false);
    }

    public boolean running() {
        return reach == Reach.ANSWERED || reach == Reach.SILENT;
    }

    /** Whether it may hold a virtual IP without anybody seeing it. */
    public boolean isHidden() {
        return reach == Reach.SILENT || reach == Reach.UNREACHABLE;
    }

    public boolean isHalfMade() {
        return HALF_MADE.contains(marker);
    }

    /** Why it said nothing, in a few words. */
    public String reason() {
        return silence.map(Problem::summary).orElse("it does not answer");
    }
}
