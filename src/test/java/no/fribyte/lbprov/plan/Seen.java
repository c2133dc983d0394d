package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.Statuses;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.BridgePort;

/** What a look at the place has brought: an empty place that has everything, to begin with. */
final class Seen {
    private final List<Parts> nodes = new ArrayList<>(List.of(new Parts(Demo.PLUTO), new Parts(Demo.FERGUS)));
    private final Set<String> bridges = new TreeSet<>(Set.of("vmbr0"));
    private final List<SeenVm> vms = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private final Map<MemberName, String> taken = new LinkedHashMap<>();
    private final List<Problem> blocked = new ArrayList<>();
    private final Map<MemberName, GuestMember.Answer> answers = new LinkedHashMap<>();
    private final Set<VmId> failedBoots = new TreeSet<>();
    private List<VmId> free = ids(200, 201, 202);
    private String version = "9.1.2";

    /** What a node has. */
    private static final class Parts {
        private final NodeName name;
        private final List<String> volumes = new ArrayList<>();
        private final Map<VmId, Set<BridgePort>> templates = new TreeMap<>();
        private final Map<String, Set<String>> storages = new TreeMap<>(Map.of(
                "local-lvm", Set.of("images", "rootdir"),
                "lbseed", Set.of("iso"),
                "local", Set.of("iso", "import")));

        Parts(NodeName name) {
            this.name = name;
        }
    }

    private Parts at(NodeName name) {
        return nodes.stream().filter(node -> node.name.equals(name)).findFirst().orElseThrow();
    }

    private static List<VmId> ids(int... numbers) {
        return IntStream.of(numbers).mapToObj(VmId::new).toList();
    }

    Seen free(int... numbers) {
        free = ids(numbers);
        return this;
    }

    Seen version(String text) {
        version = text;
        return this;
    }

    Seen volume(NodeName node, String volume) {
        at(node).volumes.add(volume);
        return this;
    }

    Seen storage(NodeName node, String name, String... content) {
        at(node).storages.put(name, Set.of(content));
        return this;
    }

    Seen withoutStorage(NodeName node, String name) {
        at(node).storages.remove(name);
        return this;
    }

    Seen withoutBridges() {
        bridges.clear();
        return this;
    }

    Seen template(NodeName node, int id) {
        at(node).templates.put(new VmId(id), Set.of());
        return this;
    }

    Seen silentNode(NodeName node) {
        nodes.remove(at(node));
        unread.add(Unread.node(
                node, Problem.warning("node %s cannot be read".formatted(node)).because("connection refused")));
        return this;
    }

    Seen silentVm(NodeName node, int id, String name) {
        Problem problem = Problem.warning("VM %d (%s) on %s cannot be read".formatted(id, name, node))
                .because("it is moving");
        unread.add(new Unread(node, Optional.of(new VmId(id)), Optional.of(name), problem));
        return this;
    }

    Seen taken(MemberName member, String user) {
        taken.put(member, user);
        return this;
    }

    Seen withoutQuorum() {
        blocked.add(Problem.error("the cluster of pluto has no quorum: nothing can be written"));
        return this;
    }

    Seen vm(Vm vm) {
        vms.add(vm.seen());
        return this;
    }

    Seen failedBoot(int id) {
        failedBoots.add(new VmId(id));
        return this;
    }

    Seen says(Statuses status) {
        answers.put(new MemberName(status.make().member()), new GuestMember.Answer.Status(status.make()));
        return this;
    }

    Seen silent(MemberName member, String why) {
        answers.put(member, new GuestMember.Answer.Silent(why));
        return this;
    }

    /** Both members, ready and running, the first one with the virtual IP. */
    static Seen pair() {
        return new Seen()
                .vm(Vm.one())
                .vm(Vm.two())
                .says(Statuses.of("lb-1").holding())
                .says(Statuses.of("lb-2"))
                .free(202, 203);
    }

    Observed make() {
        Map<NodeName, SeenNode> seen = new LinkedHashMap<>();
        for (Parts node : nodes) {
            seen.put(
                    node.name,
                    new SeenNode(
                            node.name,
                            PveVersion.parse(version),
                            node.storages,
                            bridges,
                            node.volumes,
                            node.templates));
        }
        return new Observed(seen, unread, blocked, vms, free, taken, failedBoots, answers);
    }

    /** One VM: a member that is ready and runs, to begin with. */
    static final class Vm {
        private final MemberName member;
        private NodeName node;
        private int id;
        private int markerId;
        private String name;
        private Optional<UUID> uuid = Optional.empty();
        private boolean marked = true;
        private Optional<MarkerText.Reading> reading = Optional.empty();
        private PairName pair = new PairName("demo");
        private int incarnation = 1;
        private Marker.State state = Marker.State.READY;
        private int generation = 4;
        private String hash = Statuses.HASH;
        private Optional<String> recipe = Optional.empty();
        private String address;
        private String virtualIp = Statuses.VIRTUAL_IP;
        private String segment = "vmbr0";
        private int routerId = 51;
        private Optional<WireGuardKey> key = Optional.of(new WireGuardKey(Statuses.KEY));
        private String version = Demo.VERSION;
        private Optional<Lease> lease = Optional.empty();
        private boolean running = true;
        private boolean template;
        private Optional<String> lock = Optional.empty();
        private boolean haManaged;
        private boolean protection;
        private final Map<String, String> drives =
                new TreeMap<>(Map.of("scsi0", "local-lvm:vm-200-disk-0,size=10G", "ide2", "none,media=cdrom"));
        private List<String> snapshots = List.of();

        private Vm(MemberName member, NodeName node, int id, String address) {
            this.member = member;
            this.node = node;
            this.id = id;
            this.markerId = id;
            this.name = member.value();
            this.address = address;
        }

        static Vm one() {
            return new Vm(Demo.ONE, Demo.PLUTO, 200, "198.51.100.11");
        }

        static Vm two() {
            return new Vm(Demo.TWO, Demo.FERGUS, 201, "198.51.100.12");
        }

        /** A VM that nobody of lbprov made. */
        static Vm foreign(String name, NodeName node, int id) {
            Vm vm = new Vm(new MemberName("lb-1"), node, id, "198.51.100.77");
            vm.marked = false;
            vm.name = name;
            vm.uuid = Optional.of(UUID.fromString("11111111-2222-4333-8444-555555555555"));
            return vm;
        }

        /** A member of another pair. */
        static Vm ofPair(String pair, String member) {
            Vm vm = new Vm(new MemberName(member), Demo.PLUTO, 250, "203.0.113.5");
            vm.pair = new PairName(pair);
            vm.virtualIp = "203.0.113.4";
            vm.routerId = 77;
            vm.key = Optional.empty();
            return vm;
        }

        Vm id(int number) {
            id = number;
            markerId = number;
            return this;
        }

        /** A copy: the marker is that of the original. */
        Vm copiedTo(int number) {
            id = number;
            return this;
        }

        Vm name(String changed) {
            name = changed;
            return this;
        }

        Vm uuid(String changed) {
            uuid = changed.isEmpty() ? Optional.of(new UUID(0, 0)) : Optional.of(UUID.fromString(changed));
            return this;
        }

        Vm reading(MarkerText.Reading changed) {
            reading = Optional.of(changed);
            return this;
        }

        Vm on(NodeName changed) {
            node = changed;
            return this;
        }

        Vm incarnation(int number) {
            incarnation = number;
            return this;
        }

        Vm is(Marker.State changed) {
            state = changed;
            return this;
        }

        Vm generation(int number, String changed) {
            generation = number;
            hash = changed;
            return this;
        }

        /** Made of the same guest files, but of other hardware or cloud-init documents. */
        Vm recipe(String changed) {
            recipe = Optional.of(changed);
            return this;
        }

        Vm address(String changed) {
            address = changed;
            return this;
        }

        Vm virtualIp(String changed) {
            virtualIp = changed;
            return this;
        }

        Vm vrrp(String changed, int number) {
            segment = changed;
            routerId = number;
            return this;
        }

        Vm key(String base64) {
            key = Optional.of(new WireGuardKey(base64));
            return this;
        }

        Vm version(String changed) {
            version = changed;
            return this;
        }

        Vm lease(Lease changed) {
            lease = Optional.of(changed);
            return this;
        }

        Vm stopped() {
            running = false;
            return this;
        }

        Vm template() {
            template = true;
            return this;
        }

        Vm locked(String word) {
            lock = Optional.of(word);
            return this;
        }

        Vm haManaged() {
            haManaged = true;
            return this;
        }

        Vm protectedFromRemoval() {
            protection = true;
            return this;
        }

        Vm drive(String device, String text) {
            drives.put(device, text);
            return this;
        }

        Vm snapshot(String snapshot) {
            snapshots = List.of(snapshot);
            return this;
        }

        Marker marker() {
            return new Marker(
                    pair,
                    member,
                    new VmId(markerId),
                    incarnation,
                    state,
                    generation,
                    hash,
                    recipe.orElse(hash),
                    List.of(IpAddress.of(address)),
                    List.of(IpAddress.of(virtualIp)),
                    segment,
                    routerId,
                    key,
                    version,
                    lease);
        }

        SeenVm seen() {
            MarkerText.Reading written = reading.orElseGet(
                    () -> marked ? new MarkerText.Reading.Found(marker()) : new MarkerText.Reading.Absent());
            return new SeenVm(
                    node,
                    new VmId(id),
                    name,
                    uuid.or(() -> Optional.of(Identity.uuid(pair, member, incarnation))),
                    written,
                    running,
                    template,
                    lock,
                    haManaged,
                    protection,
                    drives,
                    snapshots);
        }
    }
}
