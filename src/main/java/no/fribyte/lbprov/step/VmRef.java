package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;

/**
 * A member's VM: which number it has and where it is.
 *
 * @param pool the pool it is created in, where the token's rights are best given: they survive a rebuild
 */
public record VmRef(NodeName node, VmId id, MemberName member, Optional<String> pool) {
    public VmRef {
        requireNonNull(node, "node");
        requireNonNull(id, "id");
        requireNonNull(member, "member");
        requireNonNull(pool, "pool");
    }

    /** A right on this VM, given on the VM itself or on its pool. */
    Right right(String... privileges) {
        List<String> paths = new ArrayList<>(List.of("/vms/" + id));
        pool.ifPresent(name -> paths.add("/pool/" + name));
        Right right = new Right(node, paths, new TreeSet<>(Arrays.asList(privileges)));
        // a right on the VM would go with it: without a pool all VMs have to do
        return pool.isPresent() ? right : right.givenOn("/vms");
    }

    /** As titles name it: the lane it stands in says whose it is. */
    public String machine() {
        return "VM %s on %s".formatted(id, node);
    }

    /** As problems name it. */
    @Override
    public String toString() {
        return "%s (VM %s on %s)".formatted(member, id, node);
    }
}
