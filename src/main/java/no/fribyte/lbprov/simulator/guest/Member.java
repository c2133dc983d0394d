package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What {@code member.json} says a member should be. */
record Member(
        String pair,
        String name,
        List<String> virtualIps,
        String networkInterface,
        int routerId,
        int priority,
        Optional<Ip> peer,
        List<Gateway> gateways,
        List<String> services,
        List<String> essential,
        Optional<Vpn> vpn) {
    static final String FILE = "/etc/lbprov/member.json";

    /** A way out that an interface should have. */
    record Gateway(String networkInterface, Ip address) {}

    /** The VPN that a member should serve. */
    record Vpn(String networkInterface, List<String> addresses, int port, String publicKey, List<VpnMember> members) {}

    /** Somebody who may come in. */
    record VpnMember(String name, String publicKey) {}

    Member {
        virtualIps = List.copyOf(virtualIps);
        gateways = List.copyOf(gateways);
        services = List.copyOf(services);
        essential = List.copyOf(essential);
    }

    static Member of(GuestDisk disk) {
        if (!disk.has(FILE)) {
            throw new MemberFault("cannot read " + FILE + ": No such file or directory");
        }
        JsonNode root = Json.read(disk, FILE).orElseThrow(() -> new MemberFault(FILE + " is not a JSON object"));
        JsonNode vrrp = root.path("vrrp");
        List<String> virtualIps = Yaml.texts(root.path("virtualIps"));
        if (virtualIps.isEmpty()) {
            throw lacking("virtualIps");
        }
        return new Member(
                text(root, "pair"),
                text(root, "member"),
                virtualIps,
                text(vrrp, "interface"),
                number(vrrp, "routerId"),
                number(vrrp, "priority"),
                Yaml.text(vrrp, "peer").flatMap(Ip::parse),
                gateways(root),
                Yaml.texts(root.path("services")),
                Yaml.texts(root.path("essential")),
                root.path("vpn").isObject() ? Optional.of(vpn(root.path("vpn"))) : Optional.empty());
    }

    private static List<Gateway> gateways(JsonNode root) {
        if (!root.path("gateways").isArray()) {
            throw lacking("gateways");
        }
        List<Gateway> gateways = new ArrayList<>();
        for (JsonNode each : root.path("gateways")) {
            Ip.parse(text(each, "address")).ifPresent(ip -> gateways.add(new Gateway(text(each, "interface"), ip)));
        }
        return gateways;
    }

    private static Vpn vpn(JsonNode node) {
        List<VpnMember> members = new ArrayList<>();
        for (JsonNode each : node.path("members")) {
            members.add(new VpnMember(text(each, "name"), text(each, "publicKey")));
        }
        return new Vpn(
                text(node, "interface"),
                Yaml.texts(node.path("addresses")),
                number(node, "port"),
                text(node, "publicKey"),
                members);
    }

    private static String text(JsonNode node, String key) {
        return Yaml.text(node, key).orElseThrow(() -> lacking(key));
    }

    private static int number(JsonNode node, String key) {
        if (!node.path(key).isInt()) {
            throw lacking(key);
        }
        return node.path(key).asInt();
    }

    private static MemberFault lacking(String key) {
        return new MemberFault("a file of lbprov's lacks the field '" + key + "'");
    }
}
