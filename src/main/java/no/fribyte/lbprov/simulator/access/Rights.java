package no.fribyte.lbprov.simulator.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import no.fribyte.lbprov.simulator.world.Pool;
import no.fribyte.lbprov.simulator.world.World;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import no.fribyte.lbprov.simulator.world.WorldSpec.Acl;

/**
 * What one caller may do. A role closer to the object replaces the inherited ones; a pool's roles hold for its members
 * only; a privilege-separated token has what both it and its user have.
 */
public final class Rights {
    private static final List<String> TOP_LEVEL =
            List.of("/", "/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms");

    private final World world;
    private final Principal caller;
    private final Roles roles;

    /** The agent privileges are those of Proxmox VE 9; before, there was only {@code VM.Monitor}. */
    public Rights(World world, Principal caller, boolean agentPrivileges) {
        this.world = world;
        this.caller = caller;
        this.roles = new Roles(world.spec(), agentPrivileges);
    }

    /** Throws when a role of the world names a privilege that the version does not know. */
    public static void checkRoles(WorldSpec spec, boolean agentPrivileges) {
        new Roles(spec, agentPrivileges);
    }

    public Principal caller() {
        return caller;
    }

    public boolean has(String path, String privilege) {
        return on(path).containsKey(privilege);
    }

    public boolean hasAny(String path, String... privileges) {
        Map<String, Boolean> there = on(path);
        return Arrays.stream(privileges).anyMatch(there::containsKey);
    }

    /** The privileges on a path, and whether each is handed down. */
    public Map<String, Boolean> on(String path) {
        if (caller.isRoot()) {
            return all(roles.of("Administrator"));
        }
        Map<String, Boolean> user = privileges(caller.user(), path);
        if (caller.token().isEmpty() || !caller.privsep()) {
            return caller.user().equals("root@pam") ? all(roles.of("Administrator")) : user;
        }
        Map<String, Boolean> token = privileges(caller.id(), path);
        if (caller.user().equals("root@pam")) {
            return token;
        }
        Map<String, Boolean> both = new TreeMap<>();
        token.forEach((privilege, propagate) -> {
            if (user.containsKey(privilege)) {
                both.put(privilege, propagate && Boolean.TRUE.equals(user.get(privilege)));
            }
        });
        return both;
    }

    /** Every path on which the caller has a privilege, as {@code GET /access/permissions} lists them. */
    public Map<String, Map<String, Boolean>> everywhere() {
        Set<String> paths = new TreeSet<>(TOP_LEVEL);
        world.acls().forEach(acl -> paths.add(acl.path()));
        for (Pool pool : world.pools()) {
            pool.vms().forEach(vmid -> paths.add("/vms/" + vmid));
        }
        Map<String, Map<String, Boolean>> all = new TreeMap<>();
        for (String path : paths) {
            Map<String, Boolean> there = on(path);
            if (!there.isEmpty()) {
                all.put(path, there);
            }
        }
        return all;
    }

    private static Map<String, Boolean> all(Set<String> privileges) {
        Map<String, Boolean> all = new TreeMap<>();
        privileges.forEach(privilege -> all.put(privilege, true));
        return all;
    }

    private Map<String, Boolean> privileges(String who, String path) {
        Map<String, Boolean> held = rolesOn(who, path);
        addPoolRoles(who, path, held);
        Map<String, Boolean> privileges = new TreeMap<>();
        held.forEach((role, propagate) ->
                roles.of(role).forEach(privilege -> privileges.merge(privilege, propagate, Boolean::logicalOr)));
        return privileges;
    }

    private Map<String, Boolean> rolesOn(String who, String path) {
        Map<String, Boolean> held = new HashMap<>();
        for (String step : steps(path)) {
            Map<String, Boolean> here = new HashMap<>();
            for (Acl acl : world.acls()) {
                if (acl.who().equals(who) && acl.path().equals(step) && (acl.propagate() || step.equals(path))) {
                    here.put(acl.role(), acl.propagate());
                }
            }
            if (!here.isEmpty()) {
                held = here;
            }
        }
        return held.containsKey("NoAccess") ? new HashMap<>(Map.of("NoAccess", false)) : held;
    }

    private void addPoolRoles(String who, String path, Map<String, Boolean> held) {
        if (!path.startsWith("/vms/") || held.containsKey("NoAccess")) {
            return;
        }
        for (Pool pool : world.pools()) {
            if (pool.vms().stream().anyMatch(vmid -> path.equals("/vms/" + vmid))) {
                rolesOn(who, "/pool/" + pool.name()).keySet().forEach(role -> held.putIfAbsent(role, false));
            }
        }
    }

    /** The root, and every path on the way down to this one. */
    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>(List.of("/"));
        for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
            steps.add(path.substring(0, end));
        }
        if (!path.equals("/")) {
            steps.add(path);
        }
        return steps;
    }
}
