package no.fribyte.lbprov.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.world.WorldSpec.Acl;
import no.fribyte.lbprov.simulator.world.WorldSpec.Bridge;
import no.fribyte.lbprov.simulator.world.WorldSpec.Node;
import no.fribyte.lbprov.simulator.world.WorldSpec.PoolSpec;
import no.fribyte.lbprov.simulator.world.WorldSpec.Role;
import no.fribyte.lbprov.simulator.world.WorldSpec.Storage;
import no.fribyte.lbprov.simulator.world.WorldSpec.Template;
import no.fribyte.lbprov.simulator.world.WorldSpec.Token;
import no.fribyte.lbprov.simulator.world.WorldSpec.User;

/** The place that is there without being asked for: three nodes and a token with no right more than lbprov needs. */
public final class DemoWorld {
    private static final long GIB = 1L << 30;
    private static final String USER = "lbprov@pve";
    private static final String TOKEN = USER + "!demo";
    private static final String POOL = "lb";
    private static final List<String> VM = List.of(
            "VM.Allocate",
            "VM.Audit",
            "VM.Clone",
            "VM.PowerMgmt",
            "VM.Config.Disk",
            "VM.Config.CDROM",
            "VM.Config.CPU",
            "VM.Config.Memory",
            "VM.Config.Network",
            "VM.Config.HWType",
            "VM.Config.Options",
            "VM.Config.Cloudinit",
            "VM.GuestAgent.Audit",
            "VM.GuestAgent.Unrestricted",
            "Pool.Audit");
    private static final List<String> NODES = List.of("pluto", "fergus", "skaftetrynet");
    private static final List<String> BRIDGES = List.of("vmbr0", "vmbr1", "vmbrNAT");

    private DemoWorld() {}

    /** A cluster named demo. */
    public static WorldSpec cluster() {
        return world(Optional.of("demo"));
    }

    /** The same nodes, each on its own. */
    public static WorldSpec standalone() {
        return world(Optional.empty());
    }

    /** A cluster named lab, for machines that are real: without the template, of which there are no bytes. */
    public static WorldSpec lab() {
        return world(Optional.of("lab"))
                .withTemplates(List.of())
                .withPrivileges("LbprovVM", List.of("VM.Snapshot", "VM.Snapshot.Rollback"));
    }

    private static WorldSpec world(Optional<String> cluster) {
        List<Node> nodes = new ArrayList<>();
        for (String name : NODES) {
            nodes.add(node(name, 11 + nodes.size()));
        }
        List<Acl> acls = new ArrayList<>();
        acls.addAll(acls(USER));
        acls.addAll(acls(TOKEN));
        Token token = new Token("demo", true, 0, Optional.empty());
        return new WorldSpec(
                cluster,
                nodes,
                List.of(new PoolSpec(POOL, "load balancers")),
                roles(),
                List.of(new User(USER, true, 0, List.of(token))),
                acls,
                List.of(new Template(
                        9000, "pluto", "ubuntu-noble", "local-lvm", 3584L << 20, "vmbr0", Optional.of(POOL))),
                List.of());
    }

    private static Node node(String name, int number) {
        return new Node(
                name,
                "203.0.113." + number,
                List.of(
                        new Storage("local", "dir", List.of("iso", "vztmpl", "backup", "import"), false, 94 * GIB),
                        new Storage("local-lvm", "lvmthin", List.of("images", "rootdir"), false, 350 * GIB),
                        new Storage("basseng", "zfspool", List.of("images", "rootdir"), false, 1800 * GIB),
                        new Storage("lbseed", "dir", List.of("iso"), false, 94 * GIB)),
                List.of(
                        new Bridge("vmbr0", Optional.of("203.0.113." + number + "/24"), false),
                        new Bridge("vmbr1", Optional.empty(), true),
                        new Bridge("vmbrNAT", Optional.empty(), false)));
    }

    private static List<Role> roles() {
        return List.of(
                new Role("LbprovVM", VM),
                new Role("LbprovDisk", List.of("Datastore.AllocateSpace", "Datastore.Audit")),
                new Role(
                        "LbprovSeed",
                        List.of(
                                "Datastore.Allocate",
                                "Datastore.AllocateTemplate",
                                "Datastore.AllocateSpace",
                                "Datastore.Audit")),
                new Role("LbprovImage", List.of("Datastore.AllocateTemplate", "Datastore.Audit")),
                new Role("LbprovNet", List.of("SDN.Use")),
                new Role("LbprovNode", List.of("Sys.Audit", "Sys.AccessNetwork")),
                new Role("LbprovRead", List.of("Sys.Audit")));
    }

    private static List<Acl> acls(String who) {
        List<Acl> acls = new ArrayList<>();
        acls.add(new Acl("/pool/" + POOL, who, "LbprovVM", true));
        acls.add(new Acl("/storage/local-lvm", who, "LbprovDisk", true));
        acls.add(new Acl("/storage/basseng", who, "LbprovDisk", true));
        acls.add(new Acl("/storage/lbseed", who, "LbprovSeed", true));
        acls.add(new Acl("/storage/local", who, "LbprovImage", true));
        BRIDGES.forEach(name -> acls.add(new Acl("/sdn/zones/localnetwork/" + name, who, "LbprovNet", true)));
        NODES.forEach(name -> acls.add(new Acl("/nodes/" + name, who, "LbprovNode", true)));
        acls.add(new Acl("/", who, "LbprovRead", false));
        return acls;
    }
}
