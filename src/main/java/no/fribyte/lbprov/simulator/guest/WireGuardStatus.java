package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whether wg0 is the VPN server that {@code member.json} describes. */
record WireGuardStatus(Machine machine, Member member, Problems problems) {
    private static final String PART = "wireguard";

    JsonNode judge() {
        Optional<Member.Vpn> vpn = member.vpn();
        if (vpn.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        Optional<WireGuardConfig> config = machine.wireGuard();
        ObjectNode told = Json.object().put("active", config.isPresent());
        told.put("port", config.flatMap(WireGuardConfig::port).orElse(null));
        told.put("publicKey", config.flatMap(WireGuardConfig::publicKey).orElse(null));
        ArrayNode members = told.putArray("members");
        vpn.get()
                .members()
                .forEach(each -> members.addObject()
                        .put("name", each.name())
                        .put("publicKey", each.publicKey())
                        .putNull("handshakeAge"));
        if (config.isPresent()) {
            compare(config.get(), vpn.get());
        } else {
            problems.error(PART, "WireGuard does not run on " + vpn.get().networkInterface());
        }
        return told;
    }

    private void compare(WireGuardConfig config, Member.Vpn vpn) {
        int port = config.port().orElse(0);
        if (port != vpn.port()) {
            problems.error(PART, "listens on port %d, not on %d".formatted(port, vpn.port()));
        }
        if (!config.publicKey().equals(Optional.of(vpn.publicKey()))) {
            problems.error(PART, "runs with another key than the pair's");
        }
        for (String address : vpn.addresses()) {
            if (Ip.withoutPrefix(address).filter(config.addresses()::contains).isEmpty()) {
                problems.error(PART, "%s does not have the address %s".formatted(vpn.networkInterface(), address));
            }
        }
        for (Member.VpnMember wanted : vpn.members()) {
            if (!config.peers().contains(wanted.publicKey())) {
                problems.error(PART, "VPN member %s is not let in".formatted(wanted.name()));
            }
        }
        List<String> known =
                vpn.members().stream().map(Member.VpnMember::publicKey).toList();
        config.peers().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problems.error(PART, "lets in a key that the profile does not name: " + key));
    }
}
