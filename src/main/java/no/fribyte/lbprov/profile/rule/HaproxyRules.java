package no.fribyte.lbprov.profile.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.profile.draft.ServiceDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;

/** Rules about literal haproxy lines: where they end up, they must mean what their writer meant. */
final class HaproxyRules {
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

    private HaproxyRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("lines-open-no-section", HaproxyRules::linesOpenNoSection),
                new Rule("sections-begin-with-a-section", HaproxyRules::sectionsBeginWithASection),
                new Rule("section-names-apart", HaproxyRules::sectionNamesApart));
    }

    private static void linesOpenNoSection(Case input, Findings findings) {
        for (Named<ServiceDraft> service : input.profile().services()) {
            service.value()
                    .haproxy()
                    .ifPresent(lines -> lines.value()
                            .lines()
                            .map(HaproxyRules::firstWord)
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
                        .map(HaproxyRules::firstWord)
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
