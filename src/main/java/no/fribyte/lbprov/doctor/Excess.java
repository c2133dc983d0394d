package no.fribyte.lbprov.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import no.fribyte.lbprov.proxmox.Permissions;
import no.fribyte.lbprov.step.Right;

/** What a token may do on the paths that a pair has to do with, and on those above them, without any need. */
final class Excess {
    private final Collection<Right> needed;
    private final Permissions given;

    Excess(Collection<Right> needed, Permissions given) {
        this.needed = needed;
        this.given = given;
    }

    /** The privileges by path, each only on the uppermost path that it comes from. */
    SortedMap<String, SortedSet<String>> byPath() {
        SortedMap<String, SortedSet<String>> excess = new TreeMap<>();
        // a path comes after those above it
        for (String path : concerned()) {
            SortedSet<String> here = new TreeSet<>(given.on(path));
            here.removeAll(useful(path));
            for (String above : above(path)) {
                here.removeIf(
                        privilege -> excess.getOrDefault(above, new TreeSet<>()).contains(privilege)
                                && propagates(privilege, above));
            }
            if (path.startsWith("/vms/")) {
                pools().forEach(pool -> here.removeAll(given.on(pool)));
            }
            if (!here.isEmpty()) {
                excess.put(path, here);
            }
        }
        return excess;
    }

    private SortedSet<String> concerned() {
        SortedSet<String> paths = new TreeSet<>();
        for (Right right : needed) {
            List<String> all = new ArrayList<>(right.paths());
            all.add(right.best());
            for (String path : all) {
                paths.add(path);
                paths.addAll(above(path));
            }
        }
        return paths;
    }

    private Set<String> useful(String path) {
        Set<String> useful = new TreeSet<>();
        for (Right right : needed) {
            // a template may have its rights from the pool that it is in
            boolean here = path.startsWith("/pool/") && right.best().startsWith("/vms/");
            if (here || right.best().equals(path) || right.paths().contains(path)) {
                right.privileges().forEach(alternatives -> useful.addAll(List.of(alternatives.split("\\|", -1))));
            }
        }
        return useful;
    }

    private boolean propagates(String privilege, String path) {
        return given.paths().getOrDefault(path, Map.of()).getOrDefault(privilege, false);
    }

    /** What a member of a pool inherits from it is told of the pool. */
    private List<String> pools() {
        return needed.stream()
                .map(Right::best)
                .filter(path -> path.startsWith("/pool/"))
                .distinct()
                .toList();
    }

    static List<String> above(String path) {
        List<String> above = new ArrayList<>();
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            above.add(path.substring(0, slash));
        }
        if (!path.equals("/")) {
            above.add("/");
        }
        return above;
    }
}
