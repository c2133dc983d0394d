package no.fribyte.lbprov.render;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Vpn;
import no.fribyte.lbprov.model.VpnMember;

/** The values of {@code wg0.conf} and of its check, which are the same on both members. */
final class WireGuardValues {
    private static final int USUAL_MTU = 1500;

    /** What a packet grows by when it travels over IPv6; 60 over IPv4, but one size fits both. */
    private static final int OVERHEAD = 80;

    private final Pair pair;
    private final Vpn vpn;

    WireGuardValues(Pair pair, Vpn vpn) {
        this.pair = pair;
        this.vpn = vpn;
    }

    Map<String, Object> values(PairSecrets secrets) {
        return Map.of(
                "pair", pair.name().value(),
                "addresses", vpn.addresses().stream().map(this::withPrefix).collect(Collectors.joining(", ")),
                "port", vpn.port(),
                "privateKey", secrets.wireGuardPrivateKey().reveal(),
                "mtu", vpn.mtu().orElseGet(this::derivedMtu),
                "members", vpn.members().stream().map(WireGuardValues::member).toList());
    }

    Map<String, Object> checkValues() {
        List<String> addresses =
                vpn.addresses().stream().map(IpAddress::toString).toList();
        return Map.of("addresses", addresses, "port", vpn.port());
    }

    private String withPrefix(IpAddress address) {
        int prefix = vpn.networks().stream()
                .filter(network -> network.contains(address))
                .map(Cidr::prefix)
                .findFirst()
                .orElse(address.bits());
        return address + "/" + prefix;
    }

    private int derivedMtu() {
        Network outside = pair.networkOf(pair.virtualIps().first()).orElse(pair.vrrpNetwork());
        return outside.mtu().orElse(USUAL_MTU) - OVERHEAD;
    }

    private static Map<String, Object> member(VpnMember member) {
        String comment = member.comment().map(text -> ": " + text).orElse("");
        String addresses = member.addresses().stream()
                .map(address -> address + "/" + address.bits())
                .collect(Collectors.joining(", "));
        // a comment of two lines would be a line of configuration
        String title = (member.name() + comment).replaceAll("\\s+", " ").strip();
        return Map.of("title", title, "key", member.key().base64(), "addresses", addresses);
    }
}
