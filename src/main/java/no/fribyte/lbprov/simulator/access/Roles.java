package no.fribyte.lbprov.simulator.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.simulator.world.WorldSpec;

/** The roles of a site: Proxmox's own, as far as they have to do with VMs and storages, and the administrator's. */
final class Roles {
    private static final List<String> VM_CONFIG = List.of(
            "VM.Config.CDROM",
            "VM.Config.CPU",
            "VM.Config.Cloudinit",
            "VM.Config.Disk",
            "VM.Config.HWType",
            "VM.Config.Memory",
            "VM.Config.Network",
            "VM.Config.Options");
    private static final List<String> VM_OTHER = List.of(
            "VM.Allocate",
            "VM.Audit",
            "VM.Backup",
            "VM.Clone",
            "VM.Console",
            "VM.Migrate",
            "VM.PowerMgmt",
            "VM.Snapshot",
            "VM.Snapshot.Rollback");
    private static final List<String> AGENT = List.of(
            "VM.GuestAgent.Audit",
            "VM.GuestAgent.FileRead",
            "VM.GuestAgent.FileSystemMgmt",
            "VM.GuestAgent.FileWrite",
            "VM.GuestAgent.Unrestricted");
    private static final List<String> DATASTORE =
            List.of("Datastore.Allocate", "Datastore.AllocateSpace", "Datastore.AllocateTemplate", "Datastore.Audit");
    private static final List<String> REST = List.of(
            "Group.Allocate",
            "Mapping.Audit",
            "Mapping.Modify",
            "Mapping.Use",
            "Permissions.Modify",
            "Pool.Allocate",
            "Pool.Audit",
            "Realm.Allocate",
            "Realm.AllocateUser",
            "SDN.Allocate",
            "SDN.Audit",
            "SDN.Use",
            "Sys.AccessNetwork",
            "Sys.Audit",
            "Sys.Console",
            "Sys.Incoming",
            "Sys.Modify",
            "Sys.PowerMgmt",
            "Sys.Syslog",
            "User.Modify");

    private final Map<String, Set<String>> privileges = new HashMap<>();

    Roles(WorldSpec spec, boolean agentPrivileges) {
        List<String> agent = agentPrivileges ? AGENT : List.of("VM.Monitor");
        define("NoAccess", List.of());
        define("Administrator", VM_CONFIG, VM_OTHER, agent, DATASTORE, REST);
        define("PVEAdmin", VM_CONFIG, VM_OTHER, agent, DATASTORE, List.of("Pool.Allocate", "Pool.Audit", "SDN.Use"));
        define("PVEVMAdmin", VM_CONFIG, VM_OTHER, agent);
        define("PVETemplateUser", List.of("VM.Audit", "VM.Clone"));
        define("PVEDatastoreAdmin", DATASTORE);
        define("PVEDatastoreUser", List.of("Datastore.AllocateSpace", "Datastore.Audit"));
        define("PVEPoolAdmin", List.of("Pool.Allocate", "Pool.Audit"));
        define("PVEPoolUser", List.of("Pool.Audit"));
        define("PVESDNUser", List.of("SDN.Audit", "SDN.Use"));
        define(
                "PVEAuditor",
                List.of("Datastore.Audit", "Mapping.Audit", "Pool.Audit", "SDN.Audit", "Sys.Audit", "VM.Audit"));
        spec.roles().forEach(role -> {
            check(role, of("Administrator"));
            define(role.name(), role.privileges());
        });
    }

    @SafeVarargs
    private void define(String role, List<String>... parts) {
        Set<String> all = new TreeSet<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        privileges.put(role, all);
    }

    /** What Proxmox does not take when such a role is made. */
    private static void check(WorldSpec.Role role, Set<String> known) {
        for (String privilege : role.privileges()) {
            if (!known.contains(privilege)) {
                throw new IllegalArgumentException(
                        "invalid privilege '" + privilege + "' in role '" + role.name() + "'");
            }
        }
    }

    Set<String> of(String role) {
        return privileges.getOrDefault(role, Set.of());
    }
}
