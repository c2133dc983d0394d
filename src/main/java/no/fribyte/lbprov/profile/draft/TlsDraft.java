package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.ListType;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;

/** How a certificate is verified, as it was written: by a CA's file or by pins. */
public record TlsDraft(Optional<Placed<String>> ca, List<Placed<String>> pins) {
    /** What openssl prints before the pairs, so that its whole line can be pasted. */
    private static final String PREFIX = "([sS][hH][aA]256 Fingerprint=)?";

    private static final String PATTERN = "([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}";

    private static final Key<String> CA = new Key<>(
            "ca",
            Formats.line("a file", "pve-root-ca.pem"),
            "The CA's certificates in PEM, a file (from this file's folder). This or pins.");
    private static final Key<List<Placed<String>>> PINS = new Key<>(
            "pins",
            new ListType<>(new TextType<>(
                    "a SHA-256 fingerprint",
                    "AB:CD:... (32 pairs)",
                    "^" + PREFIX + PATTERN + "$",
                    TlsDraft::fingerprint)),
            "SHA-256 fingerprints of the nodes' certificates, as openssl prints them. These or ca.");

    static final Type<TlsDraft> TYPE = new MappingType<>(Shape.of("the TLS trust", CA, PINS), TlsDraft::read);

    private static TlsDraft read(Section section) {
        TlsDraft tls = new TlsDraft(section.find(CA), section.list(PINS));
        if (section.has(CA) == section.has(PINS)) {
            section.findings()
                    .error(
                            section.where(),
                            section.has(CA) ? "ca and pins exclude each other" : "neither ca nor pins is given",
                            "a certificate is verified by one of them, and never by none",
                            "ca: FILE, or pins: [FINGERPRINT]");
        }
        return tls;
    }

    private static Reading<String> fingerprint(String text) {
        return text.matches(PREFIX + PATTERN)
                ? Reading.taken(text.substring(text.indexOf('=') + 1).toUpperCase(Locale.ROOT))
                : Reading.refused(
                        "it is 32 pairs of hex digits with colons",
                        "openssl x509 -noout -fingerprint -sha256 -in /etc/pve/local/pve-ssl.pem");
    }
}
