package no.fribyte.lbprov.render;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.Failback;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.VirtualIps;

/** The values of {@code keepalived.conf}. */
final class KeepalivedValues {
    /** The routing table of what WireGuard sends; any number that nothing else uses. */
    private static final int TABLE = 51;

    private final Pair pair;
    private final Vrrp vrrp;

    KeepalivedValues(Pair pair, Member member) {
        this.pair = pair;
        this.vrrp = new Vrrp(pair, member);
    }

    Map<String, Object> values() {
        VirtualIps ips = pair.virtualIps();
        Map<String, Object> values = new HashMap<>();
        values.put("pair", pair.name().value());
        values.put("member", vrrp.member().name().value());
        values.put("vpn", pair.vpn().isPresent());
        values.put("interface", vrrp.network().name());
        values.put("routerId", vrrp.routerId());
        values.put("priority", vrrp.priority());
        values.put("advert", seconds(ips.advert()));
        // equals do not preempt, so the delay would only slow down a drain
        boolean delayed = ips.failback() == Failback.AUTO && !ips.preemptDelay().isZero();
        values.put("preemptDelay", delayed ? seconds(ips.preemptDelay()) : "");
        values.put("source", vrrp.source().toString());
        values.put("peer", vrrp.peer().toString());
        values.put("firstAddress", placed(ips.first()));
        values.put(
                "otherAddresses",
                ips.addresses().stream().skip(1).map(this::placed).toList());
        values.put("routes", sources().flatMap(this::routes).toList());
        values.put("rules", sources().map(this::rule).toList());
        return values;
    }

    private String placed(IpAddress address) {
        return "%s/%d dev %s"
                .formatted(address, address.bits(), networkOf(address).name());
    }

    private Network networkOf(IpAddress virtualIp) {
        return pair.networkOf(virtualIp).orElse(vrrp.network());
    }

    /** The virtual IP of each family that WireGuard speaks from, if there is a VPN. */
    private Stream<IpAddress> sources() {
        if (pair.vpn().isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(false, true)
                .map(v6 -> pair.virtualIps().addresses().stream()
                        .filter(address -> address.isV6() == v6)
                        .findFirst())
                .flatMap(Optional::stream);
    }

    private Stream<String> routes(IpAddress virtualIp) {
        Network network = networkOf(virtualIp);
        List<String> routes = new ArrayList<>();
        for (Cidr subnet : network.subnets()) {
            if (subnet.isV6() == virtualIp.isV6()) {
                routes.add("%s dev %s src %s table %d".formatted(subnet, network.name(), virtualIp, TABLE));
            }
        }
        network.gateway(virtualIp.isV6()).ifPresent(gateway -> routes.add(defaultRoute(network, gateway, virtualIp)));
        return routes.stream();
    }

    private static String defaultRoute(Network network, IpAddress gateway, IpAddress virtualIp) {
        String everywhere = virtualIp.isV6() ? "::/0" : "0.0.0.0/0";
        String onLink = Gateways.needsOnLink(network, gateway) ? " onlink" : "";
        return "%s via %s dev %s%s src %s table %d"
                .formatted(everywhere, gateway, network.name(), onLink, virtualIp, TABLE);
    }

    /**
     * keepalived wants a range of ports (one alone is dropped with a warning), the protocol as a number, and takes the
     * rule's family from the address: it refuses "inet6 from all".
     */
    private String rule(IpAddress virtualIp) {
        int port = pair.vpn().orElseThrow().port();
        return "from %s ipproto 17 sport %d-%d lookup %d priority 100"
                .formatted(virtualIp.isV6() ? "::/0" : "0.0.0.0/0", port, port, TABLE);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
