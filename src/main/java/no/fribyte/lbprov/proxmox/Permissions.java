package no.fribyte.lbprov.proxmox;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the token may do.
 *
 * @param paths per path the privileges, each with whether it reaches the paths below
 */
public record Permissions(Map<String, Map<String, Boolean>> paths) {
    public Permissions {
        paths = Map.copyOf(paths);
    }

    /** The privileges on a path: its own line if it has one, else what reaches it from the nearest path above. */
    public Set<String> on(String path) {
        Map<String, Boolean> own = paths.get(path);
        if (own != null) {
            return new TreeSet<>(own.keySet());
        }
        Set<String> inherited = new TreeSet<>();
        for (String above = parent(path); !above.isEmpty(); above = parent(above)) {
            Map<String, Boolean> line = paths.get(above);
            if (line != null) {
                line.forEach((privilege, propagates) -> {
                    if (propagates) {
                        inherited.add(privilege);
                    }
                });
                return inherited;
            }
        }
        return inherited;
    }

    public boolean allows(String privilege, String path) {
        return on(path).contains(privilege);
    }

    static Permissions of(Row row) {
        Map<String, Map<String, Boolean>> paths = new TreeMap<>();
        for (String path : row.node().propertyNames()) {
            Row line = row.row(path);
            Map<String, Boolean> privileges = new TreeMap<>();
            line.texts().forEach((privilege, propagates) -> privileges.put(privilege, line.flag(privilege)));
            paths.put(path, privileges);
        }
        return new Permissions(paths);
    }

    private static String parent(String path) {
        if (path.equals("/")) {
            return "";
        }
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }
}
