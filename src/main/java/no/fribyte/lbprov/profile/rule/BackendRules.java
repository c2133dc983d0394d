package no.fribyte.lbprov.profile.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.draft.ServerDraft;
import no.fribyte.lbprov.profile.draft.ServiceDraft;
import no.fribyte.lbprov.profile.draft.Target;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about the servers behind the services. */
final class BackendRules {
    private BackendRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("backend-has-servers", BackendRules::hasServers).needing(Soundness::servers),
                new Rule("backend-used", BackendRules::used).needing(Soundness::targets),
                new Rule("server-once", BackendRules::serverOnce),
                new Rule("server-not-the-pair", BackendRules::notThePair),
                new Rule("server-in-reach", BackendRules::inReach).needing(Soundness::subnetsAndGateways));
    }

    private static void hasServers(Case input, Findings findings) {
        for (Named<List<Named<Placed<ServerDraft>>>> group : input.groups()) {
            if (group.value().isEmpty()) {
                findings.error(
                        group.where(),
                        "'" + group.name() + "' has no server",
                        "haproxy would answer every client with an error",
                        "a server, such as web-1: 203.0.113.7");
            }
        }
    }

    private static void used(Case input, Findings findings) {
        Set<String> targets = new HashSet<>();
        for (Named<ServiceDraft> service : input.profile().services()) {
            for (Placed<Target> to : service.value().targets()) {
                if (to.value() instanceof Target.Backend backend) {
                    targets.add(backend.name());
                }
            }
        }
        for (Named<List<Named<Placed<ServerDraft>>>> backend : input.profile().backends()) {
            if (!targets.contains(backend.name())) {
                findings.warning(
                        backend.where(),
                        "no service uses backend " + backend.name(),
                        "it has no effect",
                        "to: " + backend.name() + " in a service, or remove it");
            }
        }
    }

    private static void serverOnce(Case input, Findings findings) {
        for (Named<List<Named<Placed<ServerDraft>>>> group : input.groups()) {
            Map<ServerDraft, String> names = new HashMap<>();
            for (Named<Placed<ServerDraft>> server : group.value()) {
                String other = names.putIfAbsent(server.value().value(), server.name());
                if (other != null) {
                    findings.error(
                            server.value().where(),
                            server.name() + " is the same server as " + other,
                            "it would get twice the connections, and look like a spare that is none",
                            "remove one, or give it its own address");
                }
            }
        }
    }

    private static void notThePair(Case input, Findings findings) {
        for (Named<List<Named<Placed<ServerDraft>>>> group : input.groups()) {
            for (Named<Placed<ServerDraft>> server : group.value()) {
                IpAddress address = server.value().value().address();
                Optional<Case.Use> own = input.ours().stream()
                        .filter(use -> use.address().equals(address))
                        .findFirst();
                own.ifPresent(use -> findings.error(
                        server.value().where(),
                        "server " + server.name() + " is the pair itself",
                        address + " is " + use.what() + ", and connections would go round in circles",
                        "the server's own address"));
            }
        }
    }

    private static void inReach(Case input, Findings findings) {
        for (Named<List<Named<Placed<ServerDraft>>>> group : input.groups()) {
            for (Named<Placed<ServerDraft>> server : group.value()) {
                IpAddress address = server.value().value().address();
                boolean inVpn = input.profile()
                        .vpn()
                        .filter(vpn -> Addresses.within(vpn.networks(), address))
                        .isPresent();
                if (!inVpn && input.networkOf(address).isEmpty() && !input.hasGateway(address.isV6())) {
                    findings.error(
                            server.value().where(),
                            "the members cannot reach server " + server.name() + " (" + address + ")",
                            "it is in none of their networks, and there is no " + Addresses.family(address.isV6())
                                    + " gateway",
                            "a network with its subnet, or a gateway");
                }
            }
        }
    }
}
