package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.NodeName;

/**
 * A privilege a step needs.
 *
 * @param node whose token is asked
 * @param paths any one of these ACL paths will do
 * @param privileges all of these, or alternatives written as {@code A|B}
 * @param instead another right that will do as well
 */
public record Right(NodeName node, List<String> paths, Set<String> privileges, Optional<Right> instead) {
    public Right {
        requireNonNull(node, "node");
        paths = List.copyOf(paths);
        privileges = Set.copyOf(privileges);
        requireNonNull(instead, "instead");
    }

    Right(NodeName node, List<String> paths, Set<String> privileges) {
        this(node, paths, privileges, Optional.empty());
    }

    Right or(Right other) {
        return new Right(node, paths, privileges, Optional.of(other));
    }

    static Right on(NodeName node, String path, String... privileges) {
        return new Right(node, List.of(path), new TreeSet<>(Arrays.asList(privileges)));
    }

    static Right storage(NodeName node, String storage, String... privileges) {
        return on(node, "/storage/" + storage, privileges);
    }
}
