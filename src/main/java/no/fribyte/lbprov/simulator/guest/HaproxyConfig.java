package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What haproxy takes from its configuration, and what {@code haproxy -c} says against it. */
record HaproxyConfig(List<Proxy> proxies, List<String> alerts) {
    static final String FILE = "/etc/haproxy/haproxy.cfg";

    /** A frontend, a backend, or both in one. */
    record Proxy(String section, String name, List<Bind> binds, List<Server> servers, List<String> options) {
        boolean isBackend() {
            return !section.equals("frontend");
        }

        /** The name below which all that comes goes to this backend; empty for one that takes the rest. */
        Optional<String> route() {
            int colon = name.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(name.substring(colon + 1).replaceFirst("^\\.", ""));
        }

        boolean isFrontend() {
            return !section.equals("backend");
        }
    }

    /** An address that haproxy listens on. */
    record Bind(int line, String text, Optional<Ip> address) {}

    /** A server and the words that follow its address. */
    record Server(String name, String host, List<String> words) {}

    HaproxyConfig {
        proxies = List.copyOf(proxies);
        alerts = List.copyOf(alerts);
    }

    static HaproxyConfig parse(String text) {
        HaproxyReader reader = new HaproxyReader();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            reader.line(i + 1, HaproxyLine.words(lines[i]));
        }
        return reader.finished();
    }

    Optional<Proxy> backend(String name) {
        return proxies.stream()
                .filter(proxy -> proxy.isBackend() && proxy.name().equals(name))
                .findFirst();
    }

    /** That of a service and those of its routes. */
    List<Proxy> backendsOf(String service) {
        return proxies.stream()
                .filter(Proxy::isBackend)
                .filter(proxy -> proxy.name().equals(service) || proxy.name().startsWith(service + ":"))
                .toList();
    }

    boolean hasFrontend(String name) {
        return proxies.stream()
                .anyMatch(proxy -> proxy.isFrontend() && proxy.name().equals(name));
    }

    Stream<Proxy> frontends() {
        return proxies.stream().filter(Proxy::isFrontend);
    }

    /** The alerts as haproxy prints them, with its last words. */
    List<String> output() {
        List<String> lines = new ArrayList<>();
        alerts.forEach(alert -> lines.add("[ALERT]    (1) : config : " + alert));
        if (!alerts.isEmpty()) {
            lines.add("[ALERT]    (1) : config : Fatal errors found in configuration.");
        }
        return lines;
    }
}
