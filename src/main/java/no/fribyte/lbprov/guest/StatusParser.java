package no.fribyte.lbprov.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON that {@code lbprov-guest status} prints. Keys it does not know are left alone: a newer guest may say more. */
public final class StatusParser {
    /** The format of the document; a member with another one was made by a newer lbprov. */
    private static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Thrown when the text is not a status that this lbprov understands. */
    public static final class UnreadableStatus extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableStatus(String message) {
            super(message);
        }
    }

    private StatusParser() {}

    public static MemberStatus parse(String text) throws UnreadableStatus {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new UnreadableStatus("lbprov-guest printed no JSON: " + e.getOriginalMessage());
        }
        int format = root.path("format").asInt(0);
        if (format != FORMAT) {
            throw new UnreadableStatus("lbprov-guest speaks format " + format + ", and this lbprov reads " + FORMAT);
        }
        return status(root);
    }

    private static MemberStatus status(JsonNode root) {
        JsonNode generation = root.path("generation");
        JsonNode keepalived = root.path("keepalived");
        JsonNode haproxy = root.path("haproxy");
        JsonNode cloudInit = root.path("cloudInit");
        return new MemberStatus(
                root.path("pair").asString(""),
                root.path("member").asString(""),
                new MemberStatus.Generation(
                        generation.path("number").asInt(0),
                        generation.path("hash").asString(""),
                        generation.path("lbprov").asString("")),
                strings(generation.path("changed")),
                root.path("drained").asBoolean(false),
                keepalived.path("active").asBoolean(false),
                vrrp(keepalived.path("state").asString("")),
                integer(keepalived.path("priority")),
                virtualIps(root.path("virtualIps")),
                haproxy.path("active").asBoolean(false),
                haproxy.path("version").asString(""),
                services(haproxy.path("services")),
                wireGuard(root.path("wireguard")),
                root.path("firewall").path("active").asBoolean(false),
                SyncParser.parse(root.path("sync")),
                root.path("sshHostKey").asStringOpt(),
                cloudInit.path("disabled").asBoolean(false),
                cloudInit.path("copies").asBoolean(false),
                troubles(root.path("problems")));
    }

    private static MemberStatus.Vrrp vrrp(String word) {
        for (MemberStatus.Vrrp state : MemberStatus.Vrrp.values()) {
            if (state.name().equals(word)) {
                return state;
            }
        }
        return MemberStatus.Vrrp.STOPPED;
    }

    private static Optional<Integer> integer(JsonNode node) {
        return node.isInt() ? Optional.of(node.asInt()) : Optional.empty();
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(item -> strings.add(item.asString("")));
        return strings;
    }

    private static List<MemberStatus.VirtualIp> virtualIps(JsonNode list) {
        List<MemberStatus.VirtualIp> addresses = new ArrayList<>();
        list.forEach(item -> addresses.add(new MemberStatus.VirtualIp(
                item.path("address").asString(""), item.path("held").asBoolean(false))));
        return addresses;
    }

    private static List<MemberStatus.ServiceStatus> services(JsonNode list) {
        List<MemberStatus.ServiceStatus> services = new ArrayList<>();
        for (JsonNode service : list) {
            List<MemberStatus.ServerStatus> servers = new ArrayList<>();
            service.path("servers")
                    .forEach(server -> servers.add(new MemberStatus.ServerStatus(
                            server.path("name").asString(""),
                            server.path("up").asBoolean(false),
                            server.path("check").asString(""))));
            services.add(new MemberStatus.ServiceStatus(service.path("name").asString(""), servers));
        }
        return services;
    }

    private static Optional<MemberStatus.WireGuard> wireGuard(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        List<MemberStatus.VpnMemberStatus> members = new ArrayList<>();
        for (JsonNode member : node.path("members")) {
            JsonNode age = member.path("handshakeAge");
            members.add(new MemberStatus.VpnMemberStatus(
                    member.path("name").asString(""),
                    member.path("publicKey").asString(""),
                    age.isNumber() ? Optional.of(age.asLong()) : Optional.empty()));
        }
        return Optional.of(new MemberStatus.WireGuard(
                node.path("active").asBoolean(false),
                node.path("port").asInt(0),
                node.path("publicKey").asString(""),
                members));
    }

    private static List<MemberStatus.Trouble> troubles(JsonNode list) {
        List<MemberStatus.Trouble> troubles = new ArrayList<>();
        list.forEach(item -> troubles.add(new MemberStatus.Trouble(
                item.path("part").asString(""),
                !item.path("severity").asString("").equals("warning"),
                item.path("text").asString(""))));
        return troubles;
    }
}
