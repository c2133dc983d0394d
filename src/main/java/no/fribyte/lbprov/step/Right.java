package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.NodeName;

/**
 * A privilege a step, or a look, needs.
 *
 * @param node whose token is asked
 * @param paths any one of these ACL paths will do
 * @param privileges all of these, or alternatives written as {@code A|B}
 * @param best the path to give it on
 * @param instead another right that will do as well
 */
public record Right(NodeName node, List<String> paths, Set<String> privileges, String best, Optional<Right> instead) {
    public Right {
        requireNonNull(node, "node");
        paths = List.copyOf(paths);
        privileges = Set.copyOf(privileges);
        requireNonNull(best, "best");
        requireNonNull(instead, "instead");
    }

    Right(NodeName node, List<String> paths, Set<String> privileges) {
        this(node, paths, privileges, lasting(paths), Optional.empty());
    }

    /** Rights on a pool survive a rebuild, those on a VM do not. */
    private static String lasting(List<String> paths) {
        return paths.stream()
                .filter(path -> path.startsWith("/pool/"))
                .findFirst()
                .orElseGet(() -> paths.get(0));
    }

    /** The same, to be given on another path. */
    Right givenOn(String path) {
        return new Right(node, paths, privileges, path, instead);
    }

    Right or(Right other) {
        return new Right(node, paths, privileges, best, Optional.of(other));
    }

    public static Right on(NodeName node, String path, String... privileges) {
        return new Right(node, List.of(path), new TreeSet<>(Arrays.asList(privileges)));
    }

    public static Right storage(NodeName node, String storage, String... privileges) {
        return on(node, "/storage/" + storage, privileges);
    }
}
