package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import no.fribyte.lbprov.lab.Outside;
import no.fribyte.lbprov.model.Check;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Service;

/** What a pair in the lab finds around it: everything that its profile takes for granted. */
record AroundPair(Pair pair) {
    /** Where the client's address is looked for, counted from the beginning of a subnet. */
    private static final int CLIENT = 200;

    Outside.Hosts hosts() {
        return new Outside.Hosts(
                pair.networks().stream()
                        .map(network -> leg(network, others(network)))
                        .toList(),
                List.of(leg(pair.vrrpNetwork(), client())),
                new Outside.Servers(
                        servers(service -> !isTls(service)),
                        servers(AroundPair::isTls),
                        servers(service -> service.proxyProtocol().isPresent()),
                        texts(pair.networks().stream()
                                .flatMap(network -> network.dns().stream())
                                .filter(this::isNear)),
                        texts(timeServers().filter(this::isNear)),
                        names()));
    }

    private static Outside.Leg leg(Network network, Stream<IpAddress> addresses) {
        List<String> withPrefix = new ArrayList<>();
        addresses
                .distinct()
                .sorted()
                .forEach(address ->
                        network.subnetOf(address).ifPresent(subnet -> withPrefix.add(address + "/" + subnet.prefix())));
        return new Outside.Leg(network.bridge(), network.vlan().orElse(0), withPrefix);
    }

    /** Whoever else is on a network: the lab routes nothing, so what is on none of them is not there. */
    private Stream<IpAddress> others(Network network) {
        Stream<IpAddress> backends =
                pair.services().stream().flatMap(Service::allServers).map(server -> server.address());
        Stream<IpAddress> services =
                Stream.concat(pair.networks().stream().flatMap(each -> each.dns().stream()), timeServers());
        return Stream.concat(network.gateways().stream(), Stream.concat(backends, services))
                .filter(address -> network.subnetOf(address).isPresent());
    }

    private Stream<IpAddress> timeServers() {
        return pair.guest().ntp().stream().flatMap(text -> IpAddress.parse(text).stream());
    }

    /** One address in each subnet that the virtual IPs are in, which nobody else has. */
    private Stream<IpAddress> client() {
        Network network = pair.vrrpNetwork();
        Set<IpAddress> taken = new HashSet<>(pair.virtualIps().addresses());
        pair.members().forEach(member -> taken.addAll(member.addresses()));
        others(network).forEach(taken::add);
        return network.subnets().stream().flatMap(subnet -> free(subnet, taken).stream());
    }

    private static Optional<IpAddress> free(Cidr subnet, Set<IpAddress> taken) {
        Optional<IpAddress> last = Optional.empty();
        IpAddress address = subnet.network().next();
        for (int number = 1; number <= CLIENT && subnet.contains(address) && !address.equals(subnet.last()); number++) {
            if (!taken.contains(address)) {
                last = Optional.of(address);
            }
            address = address.next();
        }
        return last;
    }

    private List<String> servers(Predicate<Service> which) {
        return texts(pair.services().stream()
                .filter(which)
                .flatMap(Service::allServers)
                .filter(server -> isNear(server.address()))
                .map(server -> server.address() + "/" + server.port()));
    }

    /** Nobody in the lab reaches what is on none of the pair's networks. */
    private boolean isNear(IpAddress address) {
        return pair.networkOf(address).isPresent();
    }

    private static boolean isTls(Service service) {
        return service.check() instanceof Check.Tls || (service.check() instanceof Check.Http http && http.tls());
    }

    private Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        names.put(pair.name() + ".example.org", pair.virtualIps().first().toString());
        pair.members()
                .forEach(member -> names.put(
                        member.name() + ".example.org",
                        member.addresses().get(0).toString()));
        return names;
    }

    private static List<String> texts(Stream<?> things) {
        return things.map(Object::toString).distinct().sorted().toList();
    }
}
