package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import no.fribyte.lbprov.simulator.guest.HaproxyConfig.Proxy;
import no.fribyte.lbprov.simulator.guest.HaproxyConfig.Server;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What haproxy says of its services and their servers. */
record HaproxyStatus(Machine machine, Wire wire, Member member, Problems problems) {
    ObjectNode judge() {
        Unit unit = machine.disk().unit("haproxy");
        boolean active = unit.state() == Unit.State.ACTIVE || unit.state() == Unit.State.FROZEN;
        ObjectNode told = Json.object().put("active", active).putNull("version");
        ArrayNode services = told.putArray("services");
        kernel();
        if (!active) {
            problems.error("haproxy", "haproxy does not run");
        } else if (unit.state() == Unit.State.FROZEN) {
            problems.error("haproxy", "haproxy does not answer on its admin socket");
        } else {
            told.put("version", new Image(machine.hardware().image()).haproxyVersion());
            HaproxyConfig config = machine.disk().haproxy();
            member.services().forEach(name -> service(config, name, services.addObject()));
        }
        return told;
    }

    private void kernel() {
        for (boolean v6 : List.of(false, true)) {
            String setting = Sysctl.nonlocalBind(v6);
            String value = machine.disk().sysctl().getOrDefault(setting, "0");
            boolean matters = member.virtualIps().stream()
                    .flatMap(address -> Ip.parse(address).stream())
                    .anyMatch(address -> address.isV6() == v6);
            if (matters && !value.equals("1")) {
                problems.error(
                        "haproxy",
                        "%s is %s, not 1: haproxy cannot start without the virtual IPs".formatted(setting, value));
            }
        }
    }

    private void service(HaproxyConfig config, String name, ObjectNode told) {
        if (!config.hasFrontend(name)) {
            problems.error("haproxy", "service %s: haproxy does not listen for it".formatted(name));
        }
        told.put("name", name);
        ArrayNode list = told.putArray("servers");
        config.backendsOf(name).forEach(backend -> backend(name, backend, list));
    }

    private void backend(String service, Proxy backend, ArrayNode told) {
        int up = 0;
        for (Server server : backend.servers()) {
            boolean checked = server.words().contains("check");
            boolean isUp = !checked || wire.answers(machine, server.host());
            String check = !checked ? "no check" : isUp ? passed(backend, server) : "L4TOUT";
            String name = backend.route().map(route -> route + "/").orElse("") + server.name();
            told.addObject().put("name", name).put("up", isUp).put("check", check);
            up += isUp ? 1 : 0;
            if (!isUp) {
                problems.warning("backend", "service %s: server %s is down (%s)".formatted(service, name, check));
            }
        }
        if (up == 0 && !backend.servers().isEmpty()) {
            String route = backend.route().map(" for "::concat).orElse("");
            problems.warning(
                    "backend",
                    "service %s: no server of %d%s is up"
                            .formatted(service, backend.servers().size(), route));
        }
    }

    private static String passed(Proxy backend, Server server) {
        return backend.options().contains("httpchk")
                ? "L7OK"
                : server.words().contains("check-ssl") || server.words().contains("ssl") ? "L6OK" : "L4OK";
    }
}
