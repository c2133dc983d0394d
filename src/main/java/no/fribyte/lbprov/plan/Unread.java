package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;

/**
 * A node or a VM that could not be read: what was not seen there is not known to be missing.
 *
 * @param vm empty when it is the whole node
 * @param name the VM's, as its cluster lists it
 * @param problem what is to be said of it, as a warning
 */
public record Unread(NodeName node, Optional<VmId> vm, Optional<String> name, Problem problem) {
    public Unread {
        requireNonNull(node, "node");
        requireNonNull(vm, "vm");
        requireNonNull(name, "name");
        requireNonNull(problem, "problem");
    }

    public static Unread node(NodeName node, Problem problem) {
        return new Unread(node, Optional.empty(), Optional.empty(), problem);
    }

    boolean isNode() {
        return vm.isEmpty();
    }

    /** Whether a VM of this member may be what was not read. */
    boolean mayBe(MemberName member) {
        return name.isEmpty() || name.get().equals(member.value());
    }
}
