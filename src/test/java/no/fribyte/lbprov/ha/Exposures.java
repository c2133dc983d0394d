package no.fribyte.lbprov.ha;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Exposure;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.Vpn;

/** Every service, from every side, in both families, at every address of both members: it answers as {@code expose} says. */
final class Exposures {
    /** haproxy's health page, which nobody but the member itself may see. */
    private static final int HEALTH = 8404;

    private Exposures() {}

    static List<Event> events() {
        return List.of(Event.quick("exposure", Exposures::matrix).ofOursOnly());
    }

    private static void matrix(Trial trial) {
        List<String> wrong = new ArrayList<>(asked(trial, "lb1"));
        double start = Holders.now();
        trial.master().shell("/usr/local/sbin/lbprov-guest drain");
        trial.holder(1);
        trial.served(Holders.now() + 0.5);
        trial.figure("planned switch", trial.users().web(start));
        wrong.addAll(asked(trial, "lb2"));
        trial.master().shell("/usr/local/sbin/lbprov-guest undrain");
        trial.figure("exposure: wrong answers", wrong.size());
        wrong.forEach(trial.figures()::problem);
    }

    private static List<String> asked(Trial trial, String holder) {
        Pair pair = Site.pair();
        Neighbours neighbours = trial.site().neighbours();
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            Member member = pair.members().get(number);
            route(neighbours.client(), member, "public");
            route(neighbours.store(), member, "nat");
            List<IpAddress> own = member.addresses();
            wrong.addAll(compare(holder, "public", neighbours.client(), pair, own));
            wrong.addAll(compare(holder, "nat", neighbours.store(), pair, own));
        }
        wrong.addAll(compare(holder, "vpn", neighbours.sender(), pair, List.of()));
        neighbours.client().shell("ip route flush proto 99; ip -6 route flush proto 99");
        neighbours.store().shell("ip route flush proto 99; ip -6 route flush proto 99");
        return wrong;
    }

    /** What is not on this side's network is looked for behind the member. */
    private static void route(Machine from, Member member, String network) {
        Map<Boolean, String> ways = member.nic(network).orElseThrow().addresses().stream()
                .collect(Collectors.toMap(IpAddress::isV6, IpAddress::toString));
        List<String> wanted = network.equals("public")
                ? List.of("10.9.0.0/24", "2001:db8:9::/64")
                : List.of("10.9.0.0/24", "2001:db8:9::/64", "2001:db8:1::10/128");
        for (String target : wanted) {
            from.shell("ip route replace %s via %s proto 99".formatted(target, ways.get(target.contains(":"))));
        }
    }

    private static List<String> compare(String holder, String side, Machine from, Pair pair, List<IpAddress> own) {
        Map<String, Boolean> expected = new TreeMap<>();
        List<Integer> ports =
                new ArrayList<>(pair.services().stream().map(Service::port).toList());
        ports.add(HEALTH);
        for (int port : ports) {
            if (!side.equals("vpn")) {
                // the NAT side has no way to the IPv4 virtual IP but the public network, where it stands as well
                pair.virtualIps().addresses().stream()
                        .filter(address -> side.equals("public"))
                        .forEach(address -> expected.put(address + " " + port, exposed(pair, port, false)));
                own.forEach(address -> expected.put(address + " " + port, false));
            }
            pair.vpn()
                    .map(Vpn::addresses)
                    .orElse(List.of())
                    .forEach(address ->
                            expected.put(address + " " + port, side.equals("vpn") && exposed(pair, port, true)));
        }
        Set<String> open = open(from, expected.keySet());
        return expected.entrySet().stream()
                .filter(entry -> entry.getValue() != open.contains(entry.getKey()))
                .map(entry -> "exposure, virtual IP on %s: from the %s side %s is %s"
                        .formatted(holder, side, entry.getKey(), entry.getValue() ? "shut" : "open"))
                .toList();
    }

    private static boolean exposed(Pair pair, int port, boolean vpn) {
        return pair.services().stream()
                .filter(service -> service.port() == port)
                .map(Service::expose)
                .anyMatch(vpn ? Exposure::onVpn : Exposure::onPublic);
    }

    /** Of a list of addresses and ports those that take a connection; all are tried at once. */
    private static Set<String> open(Machine from, Set<String> places) {
        String tries = places.stream()
                .map(place -> "(timeout 1.5 bash -c 'exec 3<>/dev/tcp/%s' 2>/dev/null && echo '%s') &"
                        .formatted(place.replace(' ', '/'), place))
                .collect(Collectors.joining("\n"));
        return new TreeSet<>(from.shell(tries + "\nwait; true").lines().toList());
    }
}
