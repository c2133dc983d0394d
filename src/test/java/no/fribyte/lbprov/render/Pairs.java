package no.fribyte.lbprov.render;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Check;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.DataSize;
import no.fribyte.lbprov.model.Exposure;
import no.fribyte.lbprov.model.Failback;
import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Limits;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Metrics;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Role;
import no.fribyte.lbprov.model.Route;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.Server;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.SshHostKey;
import no.fribyte.lbprov.model.VirtualIps;
import no.fribyte.lbprov.model.Vpn;
import no.fribyte.lbprov.model.VpnMember;
import no.fribyte.lbprov.model.WireGuardKey;

/** Pairs of every shape that the templates have to cope with, made by hand. */
public final class Pairs {
    private static final String SSH_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3w0Yc0m2J8mUq2q0m7mN1QzZ3oN6v0fZb0W0cJx3Gm ops \"night\" shift";
    private static final WireGuardKey LAPTOP = new WireGuardKey("TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=");
    private static final WireGuardKey PHONE = new WireGuardKey("xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=");

    private Pairs() {}

    /** Every pair, for tests that hold for all of them. */
    public static Stream<Pair> all() {
        return Stream.of(demo(), production(), staging(), threeNics(), sixOnly(), withoutVpn());
    }

    public static PairSecrets secrets(Pair pair) {
        SshHostKey first = hostKey("one");
        SshHostKey second = hostKey("two");
        return new PairSecrets(
                new Secret("yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk="),
                Map.of(
                        pair.members().get(0).name(), first,
                        pair.members().get(1).name(), second),
                new Secret("sync-secret-that-shows-nowhere"));
    }

    public static Pair demo() {
        Network front =
                network("public", 0, List.of("198.51.100.0/24"), List.of("198.51.100.1"), List.of("198.51.100.2"));
        Members members = new Members("demo", List.of(front));
        return new Pair(
                new PairName("demo"),
                guest(GuestOs.UBUNTU_24_04, Optional.empty(), Optional.empty()),
                List.of(front),
                List.of(
                        members.of(1, Role.MASTER, List.of("198.51.100.11")),
                        members.of(2, Role.BACKUP, List.of("198.51.100.12"))),
                virtualIps(55, Failback.AUTO, "198.51.100.10"),
                List.of(
                        tcp("http", Exposure.PUBLIC, 80, "198.51.100.21", "198.51.100.22"),
                        tcp("https", Exposure.PUBLIC, 443, "198.51.100.21", "198.51.100.22"),
                        tcp("admin", Exposure.VPN, 8006, "198.51.100.31")),
                Optional.of(new Vpn(
                        List.of(Cidr.of("10.9.0.0/24")),
                        List.of(IpAddress.of("10.9.0.1")),
                        51871,
                        Optional.empty(),
                        List.of(vpnMember("laptop-1", LAPTOP, "10.9.0.20"), vpnMember("phone-1", PHONE, "10.9.0.21")))),
                metrics(),
                limits(),
                Optional.empty());
    }

    /** The first user's shape: two networks, an anycast IPv6 gateway, the PROXY protocol, TLS checks. */
    static Pair production() {
        return firstUsers("production", 55, "158.37.6.28", "158.37.6.48", "158.37.6.49");
    }

    static Pair staging() {
        return firstUsers("staging", 56, "158.37.6.38", "158.37.6.58", "158.37.6.59");
    }

    /** Both families, three NICs, a virtual IP on another network than VRRP's, every kind of check, literal lines. */
    public static Pair threeNics() {
        Network front = network(
                "public",
                9000,
                List.of("198.51.100.0/24", "2001:db8:1::/64"),
                List.of("198.51.100.1", "fe80::1"),
                List.of("198.51.100.2", "2001:db8:1::2"));
        Network nat = network("nat", 0, List.of("10.0.0.0/24", "2001:db8:2::/64"), List.of("10.0.0.11"), List.of());
        Network guests = network("guests", 1400, List.of("203.0.113.0/24"), List.of(), List.of());
        Members members = new Members("wide", List.of(front, nat, guests));
        return new Pair(
                new PairName("wide"),
                guest(
                        GuestOs.DEBIAN_13,
                        Optional.of("http://198.51.100.5/debian"),
                        Optional.of("http://198.51.100.6:3142")),
                List.of(front, nat, guests),
                List.of(
                        members.of(
                                1,
                                Role.MASTER,
                                List.of("198.51.100.11", "2001:db8:1::11"),
                                List.of("10.0.0.48", "2001:db8:2::48"),
                                List.of("203.0.113.11")),
                        members.of(
                                2,
                                Role.BACKUP,
                                List.of("198.51.100.12", "2001:db8:1::12"),
                                List.of("10.0.0.49", "2001:db8:2::49"),
                                List.of("203.0.113.12"))),
                virtualIps(77, Failback.MANUAL, "198.51.100.10", "198.51.100.9", "2001:db8:1::10", "203.0.113.10"),
                everyKindOfService(),
                Optional.of(new Vpn(
                        List.of(Cidr.of("10.9.0.0/24"), Cidr.of("2001:db8:9::/64")),
                        List.of(IpAddress.of("10.9.0.1"), IpAddress.of("2001:db8:9::1")),
                        51820,
                        Optional.of(1280),
                        List.of(vpnMember("laptop-1", LAPTOP, "10.9.0.20", "2001:db8:9::20")))),
                metrics(),
                limits(),
                Optional.of("listen extra\n    mode tcp\n    bind 127.0.0.1:9999\n    server s 127.0.0.1:9998\n"));
    }

    static Pair sixOnly() {
        Network front =
                network("public", 0, List.of("2001:db8:1::/64"), List.of("2001:db8:1::"), List.of("2001:db8:1::2"));
        Members members = new Members("six", List.of(front));
        return new Pair(
                new PairName("six"),
                guest(GuestOs.DEBIAN_12, Optional.empty(), Optional.empty()),
                List.of(front),
                List.of(
                        members.of(1, Role.MASTER, List.of("2001:db8:1::11")),
                        members.of(2, Role.BACKUP, List.of("2001:db8:1::12"))),
                virtualIps(7, Failback.AUTO, "2001:db8:1::10", "2001:db8:1::9"),
                List.of(tcp("https", Exposure.BOTH, 443, "2001:db8:1::21")),
                Optional.of(new Vpn(
                        List.of(Cidr.of("2001:db8:9::/64")),
                        List.of(IpAddress.of("2001:db8:9::1")),
                        51871,
                        Optional.empty(),
                        List.of(vpnMember("laptop-1", LAPTOP, "2001:db8:9::20")))),
                metrics(),
                limits(),
                Optional.empty());
    }

    static Pair withoutVpn() {
        Pair demo = demo();
        return new Pair(
                new PairName("plain"),
                demo.guest(),
                demo.networks(),
                demo.members(),
                demo.virtualIps(),
                demo.services().subList(0, 2),
                Optional.empty(),
                demo.metrics(),
                demo.limits(),
                Optional.empty());
    }

    static Pair withSshFrom(List<Cidr> networks) {
        Pair demo = demo();
        Guest guest = demo.guest();
        Guest closed = new Guest(
                guest.os(),
                guest.cores(),
                guest.memory(),
                guest.disk(),
                guest.cpu(),
                guest.user(),
                guest.sshKeys(),
                networks,
                guest.ntp(),
                guest.aptMirror(),
                guest.aptProxy(),
                guest.backup());
        return new Pair(
                demo.name(),
                closed,
                demo.networks(),
                demo.members(),
                demo.virtualIps(),
                demo.services(),
                demo.vpn(),
                demo.metrics(),
                demo.limits(),
                demo.haproxy());
    }

    private static Pair firstUsers(String name, int routerId, String virtualIp, String first, String second) {
        Network front = network(
                "public",
                0,
                List.of("158.37.6.0/26", "2001:700:201:1::/64"),
                List.of("158.37.6.33", "2001:700:201:1::"),
                List.of("158.37.6.21", "158.37.6.22"));
        Network nat = network("nat", 0, List.of("10.0.0.0/24"), List.of(), List.of());
        Members members = new Members(name, List.of(front, nat));
        String[] masters = {"10.0.0.70", "10.0.0.71", "10.0.0.72"};
        return new Pair(
                new PairName(name),
                guest(GuestOs.UBUNTU_24_04, Optional.empty(), Optional.empty()),
                List.of(front, nat),
                List.of(
                        members.of(1, Role.MASTER, List.of(first, "2001:700:201:1:5001::201"), List.of("10.0.0.48")),
                        members.of(2, Role.BACKUP, List.of(second, "2001:700:201:1:5001::202"), List.of("10.0.0.49"))),
                virtualIps(routerId, Failback.AUTO, virtualIp),
                List.of(
                        service(
                                "http",
                                Exposure.PUBLIC,
                                80,
                                Service.Mode.TCP,
                                new Check.Tcp(),
                                Optional.of(2),
                                masters),
                        tcp("https", Exposure.PUBLIC, 443, masters),
                        tcp("kube", Exposure.VPN, 6443, masters),
                        service(
                                "proxmox",
                                Exposure.VPN,
                                8006,
                                Service.Mode.TCP,
                                new Check.Tls(),
                                Optional.empty(),
                                "10.0.0.25",
                                "10.0.0.26")),
                Optional.of(new Vpn(
                        List.of(Cidr.of("10.100.10.0/24")),
                        List.of(IpAddress.of("10.100.10.1")),
                        51871,
                        Optional.empty(),
                        List.of(vpnMember("laptop-1", LAPTOP, "10.100.10.20")))),
                metrics(),
                limits(),
                Optional.empty());
    }

    private static List<Service> everyKindOfService() {
        return List.of(
                new Service(
                        "https",
                        Exposure.BOTH,
                        443,
                        Service.Mode.TCP,
                        servers(443, "10.0.0.70", "2001:db8:2::70"),
                        List.of(
                                new Route("*.org", servers(443, "10.0.0.75")),
                                new Route("*.apps.example.org", servers(443, "10.0.0.76")),
                                new Route("git.example.org", servers(8443, "10.0.0.77", "2001:db8:2::77"))),
                        new Check.Tcp(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty()),
                service(
                        "web",
                        Exposure.PUBLIC,
                        80,
                        Service.Mode.HTTP,
                        new Check.Http("/health?q='a' b", 204, false),
                        Optional.of(1),
                        "10.0.0.71"),
                service(
                        "api",
                        Exposure.VPN,
                        8443,
                        Service.Mode.TCP,
                        new Check.Http("/livez", 200, true),
                        Optional.of(2),
                        "10.0.0.72"),
                service(
                        "raw",
                        Exposure.PUBLIC,
                        40000,
                        Service.Mode.TCP,
                        new Check.None(),
                        Optional.empty(),
                        "10.0.0.73"),
                new Service(
                        "ssh-git",
                        Exposure.PUBLIC,
                        2222,
                        Service.Mode.TCP,
                        List.of(new Server("git", IpAddress.of("10.0.0.74"), 22)),
                        List.of(),
                        new Check.Tcp(),
                        Optional.empty(),
                        Optional.of(Duration.ofHours(8)),
                        false,
                        Optional.of("balance source\n  # a comment of the user's\n\nstick-table type ip size 1k\n")));
    }

    private static Service tcp(String name, Exposure expose, int port, String... servers) {
        return service(name, expose, port, Service.Mode.TCP, new Check.Tcp(), Optional.empty(), servers);
    }

    private static Service service(
            String name,
            Exposure expose,
            int port,
            Service.Mode mode,
            Check check,
            Optional<Integer> proxyProtocol,
            String... servers) {
        return new Service(
                name,
                expose,
                port,
                mode,
                servers(port, servers),
                List.of(),
                check,
                proxyProtocol,
                Optional.empty(),
                true,
                Optional.empty());
    }

    private static List<Server> servers(int port, String... addresses) {
        return Stream.of(addresses)
                .map(address -> new Server("s" + address.replaceAll("[.:]+", "-"), IpAddress.of(address), port))
                .toList();
    }

    private static Metrics metrics() {
        return new Metrics(8405, List.of(Cidr.of("198.51.100.0/24"), Cidr.of("2001:db8::/32")));
    }

    /** A TLS port with a route, and two services with the PROXY protocol whose checks differ. */
    static Pair routed() {
        Pair demo = demo();
        List<Server> plain = servers(8000, "198.51.100.21");
        return new Pair(
                demo.name(),
                demo.guest(),
                demo.networks(),
                demo.members(),
                demo.virtualIps(),
                List.of(
                        new Service(
                                "tls",
                                Exposure.PUBLIC,
                                443,
                                Service.Mode.TCP,
                                servers(9001, "198.51.100.21"),
                                List.of(new Route("*.apps.example.org", servers(9002, "198.51.100.21"))),
                                new Check.Tls(),
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                Optional.empty()),
                        proxied("connected", 81, new Check.Tcp(), plain),
                        proxied("asked", 82, new Check.Http("/", 200, false), plain)),
                Optional.empty(),
                demo.metrics(),
                demo.limits(),
                Optional.empty());
    }

    /** The same pair, but for the port of one of its services, and literal lines in it. */
    static Pair withService(Pair pair, int number, int port, String literal) {
        List<Service> services = new ArrayList<>(pair.services());
        Service old = services.get(number);
        services.set(
                number,
                new Service(
                        old.name(),
                        old.expose(),
                        port,
                        old.mode(),
                        servers(80, "198.51.100.21"),
                        old.routes(),
                        old.check(),
                        old.proxyProtocol(),
                        old.idle(),
                        old.essential(),
                        Optional.of(literal)));
        return new Pair(
                pair.name(),
                pair.guest(),
                pair.networks(),
                pair.members(),
                pair.virtualIps(),
                services,
                pair.vpn(),
                pair.metrics(),
                pair.limits(),
                pair.haproxy());
    }

    /** A pair none of whose services makes a member hand over. */
    static Pair nothingEssential() {
        Pair plain = withoutVpn();
        List<Service> services = plain.services().stream()
                .map(service -> new Service(
                        service.name(),
                        service.expose(),
                        service.port(),
                        service.mode(),
                        service.servers(),
                        service.routes(),
                        service.check(),
                        service.proxyProtocol(),
                        service.idle(),
                        false,
                        service.haproxy()))
                .toList();
        return new Pair(
                plain.name(),
                plain.guest(),
                plain.networks(),
                plain.members(),
                plain.virtualIps(),
                services,
                plain.vpn(),
                plain.metrics(),
                plain.limits(),
                plain.haproxy());
    }

    private static Service proxied(String name, int port, Check check, List<Server> servers) {
        return new Service(
                name,
                Exposure.PUBLIC,
                port,
                Service.Mode.TCP,
                servers,
                List.of(),
                check,
                Optional.of(2),
                Optional.empty(),
                true,
                Optional.empty());
    }

    private static Guest guest(GuestOs os, Optional<String> mirror, Optional<String> proxy) {
        return new Guest(
                os,
                2,
                // so little that haproxy's connections fit below the open files that a container may have
                new DataSize(512),
                DataSize.ofGibibytes(10),
                "x86-64-v2-AES",
                "fribyte",
                List.of(SSH_KEY),
                List.of(Cidr.of("198.51.100.0/24"), Cidr.of("10.0.0.0/8"), Cidr.of("2001:db8::/32")),
                List.of("198.51.100.3"),
                mirror,
                proxy,
                false);
    }

    private static Network network(
            String name, int mtu, List<String> subnets, List<String> gateways, List<String> dns) {
        return new Network(
                name,
                "vmbr0",
                Optional.empty(),
                mtu == 0 ? Optional.empty() : Optional.of(mtu),
                subnets.stream().map(Cidr::of).toList(),
                gateways.stream().map(IpAddress::of).toList(),
                dns.stream().map(IpAddress::of).toList());
    }

    private static VirtualIps virtualIps(int routerId, Failback failback, String... addresses) {
        return new VirtualIps(
                "public",
                routerId,
                Stream.of(addresses).map(IpAddress::of).toList(),
                Duration.ofMillis(200),
                failback,
                Duration.ofSeconds(5));
    }

    private static VpnMember vpnMember(String name, WireGuardKey key, String... addresses) {
        return new VpnMember(
                name, Stream.of(addresses).map(IpAddress::of).toList(), key, Optional.of("Kari's, on two\nlines"));
    }

    private static Limits limits() {
        return new Limits(Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(2));
    }

    private static SshHostKey hostKey(String name) {
        return new SshHostKey(
                new Secret("-----BEGIN OPENSSH PRIVATE KEY-----\nsecret-of-" + name
                        + "\n-----END OPENSSH PRIVATE KEY-----\n"),
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + name);
    }

    /** Makes the members of a pair that is attached to the given networks. */
    private record Members(String pair, List<Network> networks) {
        @SafeVarargs
        final Member of(int number, Role role, List<String>... addresses) {
            MemberName name = new MemberName("load-balancer-" + number);
            List<Nic> nics = IntStream.range(0, networks.size())
                    .mapToObj(i -> new Nic(
                            networks.get(i),
                            Identity.mac(
                                    new PairName(pair), name, networks.get(i).name()),
                            addresses[i].stream().map(IpAddress::of).toList()))
                    .toList();
            return new Member(name, new NodeName("node-" + number), role, nics, Optional.empty());
        }
    }
}
