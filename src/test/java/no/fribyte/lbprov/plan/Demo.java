package no.fribyte.lbprov.plan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.guest.Statuses;
import no.fribyte.lbprov.model.Check;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.DataSize;
import no.fribyte.lbprov.model.Exposure;
import no.fribyte.lbprov.model.Failback;
import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Limits;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Metrics;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.Role;
import no.fribyte.lbprov.model.Server;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.Storages;
import no.fribyte.lbprov.model.VirtualIps;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.model.VmIdRange;
import no.fribyte.lbprov.model.Vpn;
import no.fribyte.lbprov.model.VpnMember;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.step.SeedImage;
import no.fribyte.lbprov.step.SeedName;

/** A pair that wants to live on pluto and fergus, and a place that has them; each part may be changed. */
public final class Demo {
    public static final MemberName ONE = new MemberName("lb-1");
    public static final MemberName TWO = new MemberName("lb-2");
    public static final NodeName PLUTO = new NodeName("pluto");
    public static final NodeName FERGUS = new NodeName("fergus");
    public static final Lease LEASE = new Lease(
            "run-1",
            "kari",
            "laptop",
            4711,
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-01-01T00:30:00Z"));
    public static final String VERSION = "0.2.0";
    static final ImageSource.CloudImage IMAGE =
            new ImageSource.CloudImage("https://images.example.org/noble.img", "sha256", "ab".repeat(32));
    private static final String SSH_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAII1Wik4EPImMQ3sIXm2oxi9+v0wqSRbTSa6k9msfYGdC demo";

    private Optional<VmId> pinned = Optional.empty();
    private NodeName nodeOfOne = PLUTO;
    private Optional<Integer> vlan = Optional.empty();
    private Map<GuestOs, ImageSource> images = Map.of(GuestOs.UBUNTU_24_04, IMAGE);
    private String hash = Statuses.HASH;
    private Optional<String> recipe = Optional.empty();
    private String version = VERSION;
    private Optional<String> literal = Optional.empty();

    public Demo() {}

    public Demo pinned(int id) {
        pinned = Optional.of(new VmId(id));
        return this;
    }

    /** Literal lines for the backend of the service. */
    public Demo haproxy(String lines) {
        literal = Optional.of(lines);
        return this;
    }

    Demo oneOn(NodeName node) {
        nodeOfOne = node;
        return this;
    }

    public Demo vlan(int tag) {
        vlan = Optional.of(tag);
        return this;
    }

    public Demo template(int id) {
        return images(Map.of(GuestOs.UBUNTU_24_04, new ImageSource.Template(new VmId(id))));
    }

    Demo images(Map<GuestOs, ImageSource> changed) {
        images = changed;
        return this;
    }

    /** The profile was changed: other guest files. */
    Demo hash(String changed) {
        hash = changed;
        return this;
    }

    /** The profile was changed: other hardware or cloud-init documents around the same guest files. */
    Demo recipe(String changed) {
        recipe = Optional.of(changed);
        return this;
    }

    Demo version(String changed) {
        version = changed;
        return this;
    }

    public Pair pair() {
        Network front = new Network(
                "public",
                "vmbr0",
                vlan,
                Optional.empty(),
                List.of(Cidr.of("198.51.100.0/24")),
                List.of(IpAddress.of("198.51.100.1")),
                List.of(IpAddress.of("198.51.100.53")));
        return new Pair(
                new PairName("demo"),
                guest(),
                List.of(front),
                List.of(
                        member(ONE, nodeOfOne, Role.MASTER, front, "198.51.100.11", pinned),
                        member(TWO, FERGUS, Role.BACKUP, front, "198.51.100.12", Optional.empty())),
                new VirtualIps(
                        "public",
                        51,
                        List.of(IpAddress.of(Statuses.VIRTUAL_IP)),
                        Duration.ofMillis(200),
                        Failback.AUTO,
                        Duration.ofSeconds(5)),
                List.of(new Service(
                        "http",
                        Exposure.PUBLIC,
                        80,
                        Service.Mode.TCP,
                        List.of(new Server("web-1", IpAddress.of("198.51.100.21"), 8080)),
                        List.of(),
                        new Check.Tcp(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        literal)),
                Optional.of(new Vpn(
                        List.of(Cidr.of("10.9.0.0/24")),
                        List.of(IpAddress.of("10.9.0.1")),
                        51871,
                        Optional.empty(),
                        List.of(new VpnMember(
                                "laptop-1",
                                List.of(IpAddress.of("10.9.0.20")),
                                new WireGuardKey("xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg="),
                                Optional.empty())))),
                new Metrics(8405, List.of(Cidr.of("198.51.100.0/24"))),
                new Limits(Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(2)),
                Optional.empty());
    }

    private static Member member(
            MemberName name, NodeName node, Role role, Network network, String address, Optional<VmId> pinned) {
        Nic nic = new Nic(
                network, Identity.mac(new PairName("demo"), name, network.name()), List.of(IpAddress.of(address)));
        return new Member(name, node, role, List.of(nic), pinned);
    }

    private static Guest guest() {
        return new Guest(
                GuestOs.UBUNTU_24_04,
                2,
                DataSize.ofGibibytes(2),
                DataSize.ofGibibytes(10),
                "x86-64-v2-AES",
                "ops",
                List.of(SSH_KEY),
                List.of(Cidr.of("198.51.100.0/24")),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    public Place place() {
        Storages storages = new Storages("local-lvm", "lbseed", "local");
        return new Place(
                "home",
                List.of(
                        new Node(PLUTO, Optional.empty(), storages, images),
                        new Node(FERGUS, Optional.empty(), storages, images)),
                new VmIdRange(new VmId(200), new VmId(299)),
                Optional.of("lb"),
                Optional.empty(),
                false);
    }

    Desired desired() {
        return new Desired(
                pair(),
                place(),
                (member, incarnation, generation) -> new SeedImage(
                        new SeedName(new PairName("demo"), member.name(), incarnation).fileName(),
                        "seed %s %d".formatted(member.name(), generation).getBytes(StandardCharsets.UTF_8)),
                Map.of(ONE, hash, TWO, hash),
                Map.of(ONE, recipe.orElse(hash), TWO, recipe.orElse(hash)),
                Map.of(ONE, "ssh-ed25519 AAAAone", TWO, "ssh-ed25519 AAAAtwo"),
                Optional.of(new WireGuardKey(Statuses.KEY)),
                version,
                LEASE);
    }
}
