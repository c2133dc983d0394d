package no.fribyte.lbprov.profile.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Exposure;
import no.fribyte.lbprov.profile.draft.ServiceDraft;
import no.fribyte.lbprov.profile.draft.Target;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Nearest;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about what the pair serves. */
final class ServiceRules {
    private static final int SSH_PORT = 22;

    private static final Set<String> SECTIONS = Set.of(
            "global",
            "defaults",
            "frontend",
            "backend",
            "listen",
            "peers",
            "resolvers",
            "userlist",
            "mailers",
            "program",
            "http-errors",
            "ring",
            "cache",
            "log-forward",
            "fcgi-app",
            "crt-store",
            "traces",
            "acme",
            "log-profile");

    private static final Set<String> PROXIES = Set.of("frontend", "backend", "listen");

    private ServiceRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("backend-known", ServiceRules::backendKnown).needing(Soundness::backends),
                new Rule("port-once", ServiceRules::portOnce),
                new Rule("port-not-ssh", ServiceRules::portNotSsh),
                new Rule("vpn-for-vpn-services", ServiceRules::vpnForVpnServices).needing(Soundness::vpn),
                new Rule("lines-open-no-section", ServiceRules::linesOpenNoSection),
                new Rule("sections-begin-with-a-section", ServiceRules::sectionsBeginWithASection),
                new Rule("section-names-apart", ServiceRules::sectionNamesApart));
    }

    private static void backendKnown(Case input, Findings findings) {
        List<String> known =
                input.profile().backends().stream().map(Named::name).toList();
        for (Named<ServiceDraft> service : input.profile().services()) {
            service.value().to().ifPresent(to -> {
                if (to.value() instanceof Target.Backend backend && !known.contains(backend.name())) {
                    findings.error(
                            to.where(),
                            "there is no backend '" + backend.name() + "'",
                            known.isEmpty() ? "no backend is declared" : "the backends are " + String.join(", ", known),
                            Nearest.to(backend.name(), known).orElse("declare it under backends"));
                }
            });
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
            service.value()
                    .port()
                    .filter(port -> port.value() == SSH_PORT)
                    .ifPresent(port -> findings.error(
                            port.where(),
                            "port 22 is taken",
                            "the members' own SSH server answers on it, on every address",
                            "another port, such as 2222"));
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

    private static void linesOpenNoSection(Case input, Findings findings) {
        for (Named<ServiceDraft> service : input.profile().services()) {
            service.value()
                    .haproxy()
                    .ifPresent(lines -> lines.value()
                            .lines()
                            .map(ServiceRules::firstWord)
                            .filter(SECTIONS::contains)
                            .findFirst()
                            .ifPresent(section -> findings.error(
                                    lines.where(),
                                    "the lines begin a section '" + section + "'",
                                    "they are put into the backend of service " + service.name(),
                                    "move the section to the profile's own haproxy: key")));
        }
    }

    private static void sectionsBeginWithASection(Case input, Findings findings) {
        input.profile()
                .haproxy()
                .ifPresent(text -> text.value()
                        .lines()
                        .map(ServiceRules::firstWord)
                        .filter(word -> !word.isEmpty() && !word.startsWith("#"))
                        .findFirst()
                        .filter(word -> !SECTIONS.contains(word))
                        .ifPresent(word -> findings.error(
                                text.where(),
                                "'" + word + "' begins no section of haproxy.cfg",
                                "here stand whole sections; a single line would end up in whatever comes before",
                                "frontend NAME, backend NAME, listen NAME, ... first")));
    }

    private static void sectionNamesApart(Case input, Findings findings) {
        List<String> services =
                input.profile().services().stream().map(Named::name).toList();
        input.profile()
                .haproxy()
                .ifPresent(text -> text.value()
                        .lines()
                        .map(line -> Arrays.asList(line.strip().split("\\s+", 3)))
                        .filter(words ->
                                words.size() > 1 && PROXIES.contains(words.get(0)) && services.contains(words.get(1)))
                        .forEach(words -> findings.error(
                                text.where(),
                                "'" + words.get(0) + " " + words.get(1) + "' is there already",
                                "lbprov writes a frontend and a backend for each service, named after it",
                                "another name")));
    }

    private static String firstWord(String line) {
        return line.strip().split("\\s+", 2)[0];
    }
}
