package no.fribyte.lbprov.render;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Exposure;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Server;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.Vpn;

/** The values of {@code nftables.conf}. A list name ends with the family, since nft keeps the families apart. */
final class FirewallValues {
    private final Pair pair;
    private final Member member;

    FirewallValues(Pair pair, Member member) {
        this.pair = pair;
        this.member = member;
    }

    Map<String, Object> values() {
        Vrrp vrrp = new Vrrp(pair, member);
        Map<String, Object> values = new HashMap<>();
        values.put("pair", pair.name().value());
        values.put("member", member.name().value());
        values.put("interface", vrrp.network().name());
        values.put("peer", vrrp.peer().toString());
        values.put("peerFamily", vrrp.peer().isV6() ? "ip6" : "ip");
        values.put("syncPort", Sync.port(pair));
        values.put("source", vrrp.source().toString());
        values.put("vpn", pair.vpn().isPresent());
        values.put("vpnPort", pair.vpn().map(Vpn::port).orElse(0));
        values.put("metricsPort", pair.metrics().port());
        values.put("publicPorts", ports(Exposure::onPublic));
        values.put("vpnPorts", pair.vpn().isPresent() ? ports(Exposure::onVpn) : List.of());
        addresses(values, "virtualIps", pair.virtualIps().addresses());
        addresses(values, "vpnAddresses", pair.vpn().map(Vpn::addresses).orElse(List.of()));
        addresses(
                values,
                "own",
                member.nics().stream().flatMap(nic -> nic.addresses().stream()).toList());
        servers(values);
        for (boolean v6 : new boolean[] {false, true}) {
            List<String> from = texts(pair.guest().sshFrom().stream().filter(cidr -> cidr.isV6() == v6));
            values.put("sshFrom" + family(v6), from);
            values.put(
                    "metricsFrom" + family(v6),
                    texts(pair.metrics().from().stream().filter(cidr -> cidr.isV6() == v6)));
        }
        return values;
    }

    private List<Integer> ports(Predicate<Exposure> where) {
        return pair.services().stream()
                .filter(service -> where.test(service.expose()))
                .map(Service::port)
                .distinct()
                .sorted()
                .toList();
    }

    private void servers(Map<String, Object> values) {
        for (boolean v6 : new boolean[] {false, true}) {
            Stream<String> endpoints = pair.services().stream()
                    .flatMap(Service::allServers)
                    .filter(server -> server.address().isV6() == v6)
                    .map(FirewallValues::pairOf);
            values.put("servers" + family(v6), texts(endpoints));
        }
    }

    private static String pairOf(Server server) {
        return server.address() + " . " + server.port();
    }

    private static void addresses(Map<String, Object> values, String name, List<IpAddress> addresses) {
        for (boolean v6 : new boolean[] {false, true}) {
            values.put(name + family(v6), texts(addresses.stream().filter(address -> address.isV6() == v6)));
        }
    }

    private static String family(boolean v6) {
        return v6 ? "6" : "4";
    }

    private static List<String> texts(Stream<?> things) {
        return things.map(Object::toString).distinct().toList();
    }
}
