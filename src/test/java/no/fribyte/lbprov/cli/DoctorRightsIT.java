package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import no.fribyte.lbprov.simulator.world.WorldSpec.Acl;
import no.fribyte.lbprov.simulator.world.WorldSpec.Role;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.TemplatePlace;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each right that is taken away is named, alone and exactly, and what doctor says to type gives it back. */
class DoctorRightsIT {
    private static final String USER = "lbprov@pve";
    private static final String TOKEN = "lbprov@pve!demo";
    private static final Pattern ROLE = Pattern.compile("pveum role add (\\S+) --privs \"([^\"]+)\"");
    private static final Pattern ENTRY =
            Pattern.compile("pveum acl modify (\\S+) --(?:users|tokens) '([^']+)' --roles (\\S+)(.*)");

    @TempDir
    private Path directory;

    /** The kinds of place that lbprov works on. */
    private enum Kind {
        CLUSTER_9("9.1", "VM.GuestAgent.Unrestricted"),
        CLUSTER_8("8.4", "VM.Monitor"),
        STANDALONE("9.0", "VM.GuestAgent.Unrestricted"),
        TEMPLATES("9.1", "VM.GuestAgent.Unrestricted"),
        BAKING("9.1", "VM.GuestAgent.Unrestricted");

        private final String version;
        private final String agent;

        Kind(String version, String agent) {
            this.version = version;
            this.agent = agent;
        }

        /** From whom rights are taken away; it makes no difference, which is shown once. */
        private List<String> bereft() {
            return switch (this) {
                case CLUSTER_8 -> List.of(USER);
                case STANDALONE -> List.of(TOKEN);
                default -> List.of(USER, TOKEN);
            };
        }

        private WorldSpec world() {
            return switch (this) {
                case CLUSTER_8 -> DemoWorld.cluster().withAgentPrivileges(false);
                case STANDALONE -> DemoWorld.standalone();
                default -> DemoWorld.cluster();
            };
        }

        /** What lbprov cannot do without, by path; written down here, and not taken from the code. */
        private Map<String, Set<String>> needed() {
            Map<String, Set<String>> needed = new TreeMap<>();
            Set<String> ofVms = new TreeSet<>();
            needed.put("/pool/lb", ofVms);
            ofVms.addAll(Set.of(
                    "VM.Allocate",
                    "VM.Audit",
                    "VM.PowerMgmt",
                    "VM.Config.Disk",
                    "VM.Config.CDROM",
                    "VM.Config.CPU",
                    "VM.Config.Memory",
                    "VM.Config.Network",
                    "VM.Config.HWType",
                    "VM.Config.Options",
                    agent));
            if (this == BAKING) {
                ofVms.addAll(Set.of("VM.Clone", "VM.Config.Cloudinit"));
            }
            needed.put("/storage/local-lvm", Set.of("Datastore.AllocateSpace"));
            needed.put("/storage/lbseed", Set.of("Datastore.AllocateTemplate"));
            needed.put("/storage/local", Set.of("Datastore.AllocateTemplate", "Datastore.Audit"));
            needed.put("/sdn/zones/localnetwork/vmbr0", Set.of("SDN.Use"));
            needed.put("/sdn/zones/localnetwork/vmbrNAT", Set.of("SDN.Use"));
            needed.put("/nodes/pluto", Set.of("Sys.AccessNetwork"));
            needed.put("/nodes/fergus", Set.of("Sys.AccessNetwork"));
            return needed;
        }

        /** What it would do better with. */
        private static Map<String, Set<String>> wished() {
            return Map.of("/storage/lbseed", Set.of("Datastore.Allocate"), "/", Set.of("Sys.Audit"));
        }
    }

    private Lbprov on(Kind kind, WorldSpec world, String name) {
        Lbprov lbprov = Lbprov.in(directory.resolve(name));
        WorldSpec spec = world;
        if (kind != Kind.BAKING) {
            lbprov.workspace().edit("inventory/simulator.yaml", "\nbake: {", "\n# bake: {");
        }
        if (kind == Kind.TEMPLATES) {
            TemplatePlace.use(lbprov, "ubuntu-noble");
            spec = new WorldSpec(
                    world.cluster(),
                    world.nodes(),
                    world.pools(),
                    world.roles(),
                    world.users(),
                    world.acls(),
                    List.of(template(9000, "pluto"), template(9001, "fergus")),
                    world.images());
        }
        WorldSpec made = spec;
        lbprov.simulating(options -> options.withWorld(made).withVersion(kind.version));
        return lbprov;
    }

    private static WorldSpec.Template template(int vmid, String node) {
        return new WorldSpec.Template(vmid, node, "noble", "local-lvm", 3584L << 20, "vmbr1", Optional.of("lb"));
    }

    private static WorldSpec with(WorldSpec world, List<Role> roles, List<Acl> acls) {
        return new WorldSpec(
                world.cluster(),
                world.nodes(),
                world.pools(),
                roles,
                world.users(),
                acls,
                world.templates(),
                world.images());
    }

    /** The same world, in which every entry of the access list has a role of its own without one privilege. */
    private static WorldSpec without(WorldSpec world, String who, String path, String privilege) {
        Map<String, List<String>> known = new HashMap<>();
        world.roles().forEach(role -> known.put(role.name(), role.privileges()));
        List<Role> roles = new ArrayList<>();
        List<Acl> acls = new ArrayList<>();
        for (Acl acl : world.acls()) {
            String name = "Own" + acls.size();
            boolean here = acl.path().equals(path) && acl.who().equals(who);
            roles.add(new Role(
                    name,
                    known.getOrDefault(acl.role(), List.of()).stream()
                            .filter(each -> !(here && each.equals(privilege)))
                            .toList()));
            acls.add(new Acl(acl.path(), acl.who(), name, acl.propagate()));
        }
        return with(world, roles, acls);
    }

    private static List<JsonNode> findings(Lbprov lbprov, int status) {
        lbprov.time().synchronise(Duration.ZERO);
        JsonNode sections = lbprov.run("doctor", "demo", "--output", "json")
                .exits(status)
                .json()
                .path("diagnosis")
                .path("sections");
        return StreamSupport.stream(sections.spliterator(), false)
                .flatMap(
                        section -> StreamSupport.stream(section.path("findings").spliterator(), false))
                .filter(finding -> !finding.path("level").asString().equals("ok"))
                .toList();
    }

    private static List<String> lacking(List<JsonNode> findings) {
        return findings.stream()
                .map(finding -> finding.path("text").asString())
                .filter(text -> text.contains(" lacks "))
                .map(text -> text.replaceFirst("^\\w+: ", ""))
                .distinct()
                .toList();
    }

    private static Stream<Arguments> each(boolean vital) {
        return Stream.of(Kind.CLUSTER_9, Kind.CLUSTER_8, Kind.STANDALONE)
                .flatMap(kind -> (vital ? kind.needed() : Kind.wished())
                        .entrySet().stream()
                                .flatMap(entry -> entry.getValue().stream()
                                        .sorted()
                                        .flatMap(privilege -> kind.bereft().stream()
                                                .map(who -> Arguments.of(kind, who, entry.getKey(), privilege)))));
    }

    private static Stream<Arguments> neededRights() {
        return each(true);
    }

    private static Stream<Arguments> wishedRights() {
        return each(false);
    }

    @ParameterizedTest(name = "{0}: {1} without {3} on {2}")
    @MethodSource("neededRights")
    void a_right_that_is_taken_away_is_named_and_nothing_else(Kind kind, String who, String path, String privilege) {
        WorldSpec world = without(kind.world(), who, path, privilege);
        try (Lbprov lbprov = on(kind, world, "world")) {
            List<JsonNode> findings = findings(lbprov, 6);

            assertThat(lacking(findings)).containsExactly("token %s lacks %s on %s".formatted(TOKEN, privilege, path));
            JsonNode finding = findings.stream()
                    .filter(one -> one.path("level").asString().equals("error"))
                    .findFirst()
                    .orElseThrow();
            assertThat(findings.stream()
                            .filter(one -> one.path("level").asString().equals("error"))
                            .map(one -> one.path("text").asString()))
                    .as("errors of any kind")
                    .allMatch(text -> text.contains(" lacks " + privilege + " on " + path));
            assertThat(finding.path("try").asString())
                    .containsPattern("pveum role add \\S+ --privs \"[^\"]*\\b" + Pattern.quote(privilege) + "\\b")
                    .contains("pveum acl modify %s --users '%s' --roles Lbprov".formatted(path, USER))
                    .contains("pveum acl modify %s --tokens '%s' --roles Lbprov".formatted(path, TOKEN));
            assertThat(lbprov.place().simulator().writeLog()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}: {1} without {3} on {2}")
    @MethodSource("wishedRights")
    void a_right_that_lbprov_can_do_without_is_a_warning(Kind kind, String who, String path, String privilege) {
        try (Lbprov lbprov = on(kind, without(kind.world(), who, path, privilege), "world")) {
            List<JsonNode> findings = findings(lbprov, 0);

            assertThat(lacking(findings)).containsExactly("token %s lacks %s on %s".formatted(TOKEN, privilege, path));
        }
    }

    private static Stream<Arguments> rightsWithoutUse() {
        return Stream.of(
                Arguments.of("/pool/lb", "Pool.Audit"),
                Arguments.of("/pool/lb", "VM.Clone"),
                Arguments.of("/pool/lb", "VM.Config.Cloudinit"),
                Arguments.of("/pool/lb", "VM.GuestAgent.Audit"),
                Arguments.of("/nodes/pluto", "Sys.Audit"),
                Arguments.of("/storage/basseng", "Datastore.AllocateSpace"),
                Arguments.of("/sdn/zones/localnetwork/vmbr1", "SDN.Use"));
    }

    @ParameterizedTest
    @MethodSource("rightsWithoutUse")
    void a_right_that_nothing_needs_is_not_missed(String path, String privilege) {
        try (Lbprov lbprov = on(Kind.CLUSTER_9, without(Kind.CLUSTER_9.world(), TOKEN, path, privilege), "world")) {
            assertThat(lacking(findings(lbprov, 0))).isEmpty();
        }
    }

    /** Begins with a token that may do nothing, and does what doctor says until it has no more to say. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_doctor_says_to_type_makes_a_place_ready_with_no_right_too_many(Kind kind) {
        WorldSpec world = with(kind.world(), List.of(), List.of());
        for (int round = 1; round <= 3; round++) {
            try (Lbprov lbprov = on(kind, world, "round-" + round)) {
                List<JsonNode> findings = findings(lbprov, round == 1 ? 6 : anyStatus(lbprov));
                if (lacking(findings).isEmpty()) {
                    assertThat(findings)
                            .as("in round %d, of %s", round, world.acls())
                            .isEmpty();
                    if (kind == Kind.BAKING) {
                        lbprov.run("image", "bake", "simulator", "--node", "pluto", "--os", "ubuntu-24.04")
                                .exits(0);
                    }
                    lbprov.run("create", "demo").exits(0);
                    lbprov.run("rebuild", "demo", "load-balancer-1", "--yes").exits(0);
                    assertThat(findings(lbprov, 0)).isEmpty();
                    lbprov.run("destroy", "demo", "--confirm", "demo").exits(0);
                    assertThat(lbprov.place().vms()).isEmpty();
                    return;
                }
                world = typed(world, findings);
            }
        }
        throw new AssertionError("doctor is not content after three rounds");
    }

    private static int anyStatus(Lbprov lbprov) {
        return lbprov.run("doctor", "demo").exitCode();
    }

    /** Does what an admin does with the lines, each once. */
    private static WorldSpec typed(WorldSpec world, List<JsonNode> findings) {
        List<Role> roles = new ArrayList<>(world.roles());
        List<Acl> acls = new ArrayList<>(world.acls());
        findings.stream()
                .flatMap(finding -> finding.path("try").asString().lines())
                .distinct()
                .forEach(line -> {
                    Matcher role = ROLE.matcher(line);
                    Matcher entry = ENTRY.matcher(line);
                    if (role.matches()) {
                        Predicate<Role> same = known -> known.name().equals(role.group(1));
                        roles.removeIf(same);
                        roles.add(new Role(role.group(1), List.of(role.group(2).split(" ", -1))));
                    } else if (entry.matches()) {
                        acls.add(new Acl(
                                entry.group(1),
                                entry.group(2),
                                entry.group(3),
                                !entry.group(4).contains("--propagate 0")));
                    }
                });
        return with(world, roles, acls.stream().distinct().toList());
    }
}
