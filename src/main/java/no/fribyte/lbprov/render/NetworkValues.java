package no.fribyte.lbprov.render;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Bake;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Pair;

/** The values of {@code network-config} (version 2, which netplan reads). */
final class NetworkValues {
    private final List<Nic> nics;
    private final List<Network> networks;
    private final boolean dhcp;

    /** Of a member: the virtual IPs' network comes first. */
    NetworkValues(Pair pair, Member member) {
        this.nics = member.nics();
        this.networks = Stream.concat(Stream.of(pair.vrrpNetwork()), pair.networks().stream())
                .distinct()
                .toList();
        this.dhcp = false;
    }

    /** Of the VM that becomes a template. */
    NetworkValues(Bake bake, MacAddress mac) {
        this.nics = List.of(new Nic(bake.network(), mac, bake.addresses()));
        this.networks = List.of(bake.network());
        this.dhcp = bake.addresses().isEmpty();
    }

    Map<String, Object> values() {
        return Map.of("nics", nics.stream().map(this::nic).toList());
    }

    private Map<String, Object> nic(Nic nic) {
        Network network = nic.network();
        Map<String, Object> values = new HashMap<>();
        values.put("name", network.name());
        values.put("mac", nic.mac().lowerCase());
        values.put("dhcp", dhcp);
        values.put("mtu", network.mtu().map(mtu -> (Object) mtu).orElse(""));
        values.put(
                "addresses",
                nic.addresses().stream()
                        .map(address -> address + "/" + nic.prefixOf(address))
                        .toList());
        values.put(
                "routes",
                network.gateways().stream()
                        .map(gateway -> route(network, gateway))
                        .toList());
        values.put("dns", network.dns().stream().map(IpAddress::toString).toList());
        return values;
    }

    private Map<String, Object> route(Network network, IpAddress gateway) {
        int rank = rank(network, gateway.isV6());
        return Map.of(
                "to",
                gateway.isV6() ? "::/0" : "0.0.0.0/0",
                "via",
                gateway.toString(),
                "onLink",
                Gateways.needsOnLink(network, gateway),
                // netplan refuses two equal default routes: the virtual IPs' network comes first, others stand by
                "metric",
                rank == 0 ? "" : (Object) (rank * 1000));
    }

    private int rank(Network network, boolean v6) {
        return networks.stream()
                .filter(way -> way.gateway(v6).isPresent())
                .toList()
                .indexOf(network);
    }
}
