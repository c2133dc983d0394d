package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.model.SecretSource;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.Yaml;

/** Where a secret is read from; its messages never show the text, since it may be the secret itself. */
record SecretSourceType() implements Type<SecretSource> {
    private static final String PATTERN = "^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+|vault:[A-Za-z0-9_.-]+)$";

    @Override
    public Optional<SecretSource> read(Yaml value, Findings findings) {
        Optional<SecretSource> source =
                value instanceof Yaml.Scalar scalar && scalar.text().matches(PATTERN)
                        ? Optional.of(parse(scalar.text()))
                        : Optional.empty();
        if (source.isEmpty()) {
            findings.error(
                    value.where(),
                    "this does not say where the secret is",
                    "an inventory never holds a secret itself",
                    "env:NAME, file:PATH or vault:NAME; if a real secret stood here, revoke it");
        }
        return source;
    }

    private static SecretSource parse(String text) {
        String rest = text.substring(text.indexOf(':') + 1);
        if (text.startsWith("env:")) {
            return new SecretSource.Environment(rest);
        }
        return text.startsWith("file:") ? new SecretSource.InFile(rest) : new SecretSource.InVault(rest);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "string", "pattern", PATTERN, "examples", List.of("env:LBPROV_TOKEN"));
    }
}
