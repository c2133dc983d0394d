package no.fribyte.lbprov.profile.draft;

import java.time.LocalDate;
import java.util.Optional;
import no.fribyte.lbprov.model.SecretSource;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;

/** An API token as it was written. */
public record TokenDraft(
        Optional<Placed<String>> id, Optional<Placed<SecretSource>> secret, Optional<Placed<LocalDate>> expires) {
    private static final Key<String> ID = new Key<>(
            "id",
            TextType.matching(
                    "the id of a token",
                    "lbprov@pve!create",
                    "[^\\s:/@!]+@[A-Za-z][A-Za-z0-9._-]*![A-Za-z][A-Za-z0-9._-]+",
                    "it is user@realm!name, as Datacenter > Permissions > API Tokens shows it"),
            "user@realm!name, as Proxmox shows it. Required.");
    private static final Key<SecretSource> SECRET = new Key<>(
            "secret",
            new SecretSourceType(),
            "Where the secret is: env:NAME, file:PATH (from this file's folder) or vault:NAME. Required.");
    private static final Key<LocalDate> EXPIRES =
            new Key<>("expires", Formats.DATE, "The day the token expires, for a warning in time.");

    static final Type<TokenDraft> TYPE = new MappingType<>(Shape.of("a token", ID, SECRET, EXPIRES), TokenDraft::read);

    private static TokenDraft read(Section section) {
        return new TokenDraft(section.require(ID), section.require(SECRET), section.find(EXPIRES));
    }
}
