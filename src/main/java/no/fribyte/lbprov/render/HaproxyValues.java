package no.fribyte.lbprov.render;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Check;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Route;
import no.fribyte.lbprov.model.Server;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.Vpn;

/** The values of {@code haproxy.cfg}; members differ in where they show their statistics. */
final class HaproxyValues {
    /** Two buffers and some state take about 50 KiB a connection: half of the memory at the most. */
    private static final long CONNECTIONS_PER_MEBIBYTE = 10;

    private final Pair pair;
    private final Member member;

    HaproxyValues(Pair pair, Member member) {
        this.pair = pair;
        this.member = member;
    }

    Map<String, Object> values() {
        return Map.of(
                "pair", pair.name().value(),
                "essential", essential(),
                "maxConnections", pair.guest().memory().mebibytes() * CONNECTIONS_PER_MEBIBYTE,
                "services", pair.services().stream().map(this::service).toList(),
                "metrics", metrics(),
                "literal", lines(pair.haproxy()));
    }

    /** What haproxy answers where it is asked for them: the number of working servers of each. */
    private String essential() {
        return essential(pair)
                .map(name -> "%s=%%[nbsrv(%s)]".formatted(name, name))
                .collect(Collectors.joining(" "));
    }

    /** The backends that count when the members compare themselves: each route's like the one that takes the rest. */
    static Stream<String> essential(Pair pair) {
        return pair.services().stream()
                .filter(Service::essential)
                .flatMap(service -> Stream.concat(
                        Stream.of(service.name()), routes(service).map(route -> backendName(service, route))));
    }

    private static String backendName(Service service, Route route) {
        return service.name() + ":" + route.pattern();
    }

    private Map<String, Object> service(Service service) {
        boolean http = service.mode() == Service.Mode.HTTP;
        Map<String, Object> values = new HashMap<>();
        values.put("name", service.name());
        values.put("mode", http ? "http" : "tcp");
        values.put("log", http ? "httplog" : "tcplog");
        values.put("binds", binds(service));
        values.put("idle", service.idle().map(HaproxyValues::time).orElse(""));
        values.put("checkLines", checkLines(service.check()));
        values.put(
                "literal",
                lines(service.haproxy()).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
        values.put("routes", routes(service).map(HaproxyValues::condition).toList());
        values.put("backends", backends(service));
        return values;
    }

    private List<String> metrics() {
        int port = pair.metrics().port();
        return member.nics().stream()
                .flatMap(nic -> nic.addresses().stream())
                .map(address -> endpoint(address, port))
                .toList();
    }

    /** haproxy takes the first that fits: a name before all names below a domain, a domain before the one above it. */
    private static Stream<Route> routes(Service service) {
        Comparator<Route> whole = Comparator.comparing(Route::isWildcard);
        return service.routes().stream()
                .sorted(whole.thenComparing(route -> -route.host().length()).thenComparing(Route::host));
    }

    private static Map<String, Object> condition(Route route) {
        String match = route.isWildcard() ? "-m end" : "-m str";
        return Map.of("pattern", route.pattern(), "match", match);
    }

    /** The first one, named after the service, takes what no route does. */
    private static List<Map<String, Object>> backends(Service service) {
        List<Map<String, Object>> backends = new ArrayList<>();
        backends.add(backend(service, service.name(), service.servers()));
        routes(service).forEach(route -> backends.add(backend(service, backendName(service, route), route.servers())));
        return backends;
    }

    private static Map<String, Object> backend(Service service, String name, List<Server> servers) {
        List<String> lines =
                servers.stream().map(server -> server(service, server)).toList();
        return Map.of("name", name, "servers", lines);
    }

    private List<String> binds(Service service) {
        Stream<IpAddress> open = service.expose().onPublic() ? pair.virtualIps().addresses().stream() : Stream.empty();
        Stream<IpAddress> hidden = service.expose().onVpn()
                ? pair.vpn().stream().map(Vpn::addresses).flatMap(List::stream)
                : Stream.empty();
        return Stream.concat(open, hidden)
                .map(address -> endpoint(address, service.port()))
                .toList();
    }

    private static List<String> checkLines(Check check) {
        if (!(check instanceof Check.Http http)) {
            return List.of();
        }
        return List.of(
                "option httpchk",
                "http-check send meth GET uri " + quoted(http.path()),
                "http-check expect status " + http.status());
    }

    private static String server(Service service, Server server) {
        List<String> words = new ArrayList<>(List.of(server.name(), endpoint(server.address(), server.port())));
        Check check = service.check();
        if (!(check instanceof Check.None)) {
            words.add("check");
        }
        if (check instanceof Check.Tls || (check instanceof Check.Http http && http.tls())) {
            words.add("check-ssl verify none");
        }
        service.proxyProtocol().ifPresent(version -> words.add(version == 1 ? "send-proxy" : "send-proxy-v2"));
        return String.join(" ", words);
    }

    static String endpoint(IpAddress address, int port) {
        return address.isV6() ? "[%s]:%d".formatted(address, port) : "%s:%d".formatted(address, port);
    }

    /** haproxy's strong quotes: within them nothing but the quote itself means anything. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static List<String> lines(Optional<String> text) {
        return text.map(String::stripTrailing).stream()
                .flatMap(String::lines)
                .map(String::stripTrailing)
                .toList();
    }

    private static String time(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
