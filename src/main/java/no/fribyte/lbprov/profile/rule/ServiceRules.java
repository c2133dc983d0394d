package no.fribyte.lbprov.profile.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Check;
import no.fribyte.lbprov.model.Exposure;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.profile.draft.MetricsDraft;
import no.fribyte.lbprov.profile.draft.ServiceDraft;
import no.fribyte.lbprov.profile.draft.Target;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Nearest;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about what the pair serves. */
final class ServiceRules {
    private static final int SSH_PORT = 22;

    private ServiceRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("backend-known", ServiceRules::backendKnown).needing(Soundness::backends),
                new Rule("port-once", ServiceRules::portOnce),
                new Rule("port-not-ssh", ServiceRules::portNotSsh),
                new Rule("sni-undecrypted", ServiceRules::sniUndecrypted),
                new Rule("proxy-protocol-proved", ServiceRules::proxyProtocolProved),
                new Rule("vpn-for-vpn-services", ServiceRules::vpnForVpnServices).needing(Soundness::vpn));
    }

    private static void backendKnown(Case input, Findings findings) {
        List<String> known =
                input.profile().backends().stream().map(Named::name).toList();
        for (Named<ServiceDraft> service : input.profile().services()) {
            for (Placed<Target> to : service.value().targets()) {
                if (to.value() instanceof Target.Backend backend && !known.contains(backend.name())) {
                    findings.error(
                            to.where(),
                            "there is no backend '" + backend.name() + "'",
                            known.isEmpty() ? "no backend is declared" : "the backends are " + String.join(", ", known),
                            Nearest.to(backend.name(), known).orElse("declare it under backends"));
                }
            }
        }
    }

    private static void portOnce(Case input, Findings findings) {
        List<Named<ServiceDraft>> earlier = new ArrayList<>();
        for (Named<ServiceDraft> service : input.profile().services()) {
            Optional<Placed<Integer>> port = service.value().port();
            port.ifPresent(number -> earlier.stream()
                    .filter(other -> other.value().port().map(Placed::value).equals(port.map(Placed::value)))
                    .filter(other -> meet(other.value(), service.value()))
                    .findFirst()
                    .ifPresent(other -> findings.error(
                            number.where(),
                            "service " + other.name() + " has port " + number.value() + " already",
                            "both answer on the same address",
                            "another port, or expose one to the vpn only and the other to the public only")));
            earlier.add(service);
        }
    }

    private static boolean meet(ServiceDraft one, ServiceDraft other) {
        Optional<Exposure> first = one.expose().map(Placed::value);
        Optional<Exposure> second = other.expose().map(Placed::value);
        return first.isPresent()
                && second.isPresent()
                && (first.get() == second.get() || first.get() == Exposure.BOTH || second.get() == Exposure.BOTH);
    }

    private static void portNotSsh(Case input, Findings findings) {
        for (Named<ServiceDraft> service : input.profile().services()) {
            service.value().port().ifPresent(port -> notSsh(port, "2222", findings));
        }
        input.profile().metrics().flatMap(MetricsDraft::port).ifPresent(port -> notSsh(port, "8405", findings));
    }

    private static void notSsh(Placed<Integer> port, String other, Findings findings) {
        if (port.value() == SSH_PORT) {
            findings.error(
                    port.where(),
                    "port 22 is taken",
                    "the members' own SSH server answers on it, on every address",
                    "another port, such as " + other);
        }
    }

    private static void sniUndecrypted(Case input, Findings findings) {
        for (Named<ServiceDraft> service : input.profile().services()) {
            if (service.value().mode() == Service.Mode.HTTP) {
                service.value().routes().stream()
                        .findFirst()
                        .ifPresent(route -> findings.error(
                                route.where(),
                                "service " + service.name() + " is to look for names in TLS, and its mode is http",
                                "in this mode haproxy takes whatever comes for HTTP in clear",
                                "mode: tcp"));
            }
        }
    }

    /** haproxy sends the header in its checks too, but one that only connects does not wait for what the server makes of it. */
    private static void proxyProtocolProved(Case input, Findings findings) {
        for (Named<ServiceDraft> service : input.profile().services()) {
            if (service.value().check() instanceof Check.Tcp) {
                service.value()
                        .proxyProtocol()
                        .ifPresent(version -> findings.warning(
                                service.where(),
                                "a server that does not expect the PROXY protocol would look healthy",
                                "the check of service " + service.name()
                                        + " only connects, and every request would fail",
                                "check: {http: /healthz}, check: tls, or check: none if you know"));
            }
        }
    }

    private static void vpnForVpnServices(Case input, Findings findings) {
        if (input.profile().vpn().isPresent()) {
            return;
        }
        for (Named<ServiceDraft> service : input.profile().services()) {
            service.value()
                    .expose()
                    .filter(expose -> expose.value().onVpn())
                    .ifPresent(expose -> findings.error(
                            expose.where(),
                            "service " + service.name() + " answers on a VPN that there is not",
                            "the profile has no vpn",
                            "declare vpn, or expose: public"));
        }
    }
}
