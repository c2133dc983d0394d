package no.fribyte.lbprov.profile.draft;

import java.util.LinkedHashMap;
import java.util.Map;
import no.fribyte.lbprov.model.Check;
import no.fribyte.lbprov.profile.yaml.Choice;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextOrMapping;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.WholeNumber;
import no.fribyte.lbprov.profile.yaml.YesNo;

/** The check of a service: a word, or what an HTTP check asks and expects. */
final class CheckFormat {
    private static final Key<String> HTTP = new Key<>(
            "http",
            TextType.matching(
                    "a path", "/healthz", "/[!$-&(-\\[\\]-~]*", "it begins with a slash and holds no spaces or quotes"),
            "The path that is asked by GET. Required.");
    private static final Key<Integer> STATUS =
            new Key<>("status", new WholeNumber("an HTTP status", 100, 599), "The status expected; 200 when left out.");
    private static final Key<Boolean> TLS =
            new Key<>("tls", new YesNo(), "Whether the check speaks TLS (the certificate is not verified); false.");

    private CheckFormat() {}

    static Type<Check> type() {
        Map<String, Check> words = new LinkedHashMap<>();
        words.put("tcp", new Check.Tcp());
        words.put("tls", new Check.Tls());
        words.put("none", new Check.None());
        return new TextOrMapping<>(
                new Choice<>(words),
                new MappingType<>(Shape.of("an HTTP check", HTTP, STATUS, TLS), CheckFormat::read));
    }

    private static Check read(Section section) {
        return new Check.Http(
                section.require(HTTP).map(Placed::value).orElse("/"),
                section.find(STATUS).map(Placed::value).orElse(200),
                section.find(TLS).map(Placed::value).orElse(false));
    }
}
