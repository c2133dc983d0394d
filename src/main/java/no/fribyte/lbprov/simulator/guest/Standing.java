package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.fribyte.lbprov.simulator.guest.HaproxyConfig.Proxy;
import no.fribyte.lbprov.simulator.guest.HaproxyConfig.Server;

/** What {@code lbprov-guest sync} thinks of a member, as the members compare themselves: without its delays. */
record Standing(Machine machine, Wire wire) {
    static final String UNIT = "lbprov-sync";
    static final String KEY = "/etc/lbprov/sync.key";
    static final String FILE = "/run/lbprov/standing";
    private static final String SERVICE = "service ";

    boolean isActive() {
        return machine.disk().isActive(UNIT);
    }

    /** The other member of the pair, if the two services hear each other. */
    Optional<Machine> partner() {
        if (!isActive()) {
            return Optional.empty();
        }
        Member own = Member.of(machine.disk());
        return wire.machines().stream()
                .filter(other -> other.disk().has(Member.FILE) && other.disk().isActive(UNIT))
                .filter(other -> isPartner(own, other))
                .findFirst();
    }

    private boolean isPartner(Member own, Machine other) {
        Member theirs = Member.of(other.disk());
        Optional<Interface> mine = machine.networkInterface(own.networkInterface());
        Optional<Interface> its = other.networkInterface(theirs.networkInterface());
        return own.pair().equals(theirs.pair())
                && !own.name().equals(theirs.name())
                && mine.isPresent()
                && its.isPresent()
                && wire.joined(machine, mine.get(), other, its.get());
    }

    /** What fails of what the profile calls essential. */
    Set<String> failing() {
        Member member = Member.of(machine.disk());
        Set<String> failing = new TreeSet<>();
        boolean works = machine.disk().unit("haproxy").state() == Unit.State.ACTIVE;
        if (!works) {
            failing.add("haproxy");
        }
        member.essential().stream().filter(name -> !works || isLost(name)).forEach(name -> failing.add(SERVICE + name));
        if (member.vpn().isPresent() && !machine.disk().isActive(Machine.WG_UNIT)) {
            failing.add("wireguard");
        }
        return failing;
    }

    private boolean isLost(String service) {
        List<Server> servers =
                machine.disk().haproxy().backend(service).map(Proxy::servers).orElse(List.of());
        return !servers.isEmpty()
                && servers.stream()
                        .noneMatch(server -> !server.words().contains("check") || wire.answers(machine, server.host()));
    }

    /** A member gives the virtual IPs up only to a partner for which less fails. */
    Optional<String> reasonToKeepOff() {
        Set<String> own = failing();
        return partner()
                .map(other -> new Standing(other, wire).failing())
                .filter(theirs -> own.containsAll(theirs) && own.size() > theirs.size())
                .map(theirs -> inWords(own) + ", and the partner does better");
    }

    static String inWords(Set<String> failing) {
        return failing.stream()
                .filter(fault -> !(fault.startsWith(SERVICE) && failing.contains("haproxy")))
                .map(Standing::inWords)
                .collect(Collectors.joining(", "));
    }

    private static String inWords(String fault) {
        return switch (fault) {
            case "haproxy" -> "haproxy does not answer";
            case "wireguard" -> "WireGuard does not work";
            default -> lackOf(fault);
        };
    }

    /** A backend is named after its service and, if it has one, its route. */
    private static String lackOf(String fault) {
        int end = fault.indexOf(':');
        return end < 0
                ? fault + " has no server"
                : "%s has no server for %s"
                        .formatted(
                                fault.substring(0, end),
                                fault.substring(end + 1).replaceFirst("^\\.", ""));
    }
}
