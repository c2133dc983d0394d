package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.vault.Identities;
import no.fribyte.lbprov.vault.VaultFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The secrets of the demo pair, one of every kind: what must not be seen. */
record Canaries(Path state) {
    /** To be put into the vault. */
    static final String NAMED = "canary/of+a_named=entry";

    private static final MemberName FIRST = new MemberName("load-balancer-1");
    private static final MemberName SECOND = new MemberName("load-balancer-2");

    /** Knows them all; for a simulated place that has been started once. */
    SecretSearch search() {
        Path folder = state.resolve("simulator/vault");
        Identities identities = new Identities(folder, InstantSource.system());
        PairSecrets secrets = VaultFile.at(folder.resolve("demo.secrets.age"))
                .open(identities.require())
                .pairSecrets();
        JsonNode spec = JsonMapper.shared()
                .readTree(state.resolve("simulator/world/spec.json").toFile());
        SecretSearch search = new SecretSearch();
        search.lookFor("WireGuard key", secrets.wireGuardPrivateKey().reveal());
        search.lookFor("host key 1", privatePart(secrets, FIRST, SECOND));
        search.lookFor("host key 2", privatePart(secrets, SECOND, FIRST));
        search.lookFor("sync secret", secrets.syncSecret().reveal());
        search.lookFor("API token", spec.at("/users/0/tokens/0/secret").asString());
        search.lookFor("age identity", identity(folder.resolve("identity.txt")));
        search.lookFor("named entry", NAMED);
        return search;
    }

    private static String identity(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a key file that the other member's does not have: not its frame, nor its first bytes. */
    private static String privatePart(PairSecrets secrets, MemberName member, MemberName other) {
        Set<String> common =
                secrets.hostKey(other).privateKey().reveal().lines().collect(Collectors.toSet());
        String part = secrets.hostKey(member)
                .privateKey()
                .reveal()
                .lines()
                .filter(line -> !common.contains(line))
                .collect(Collectors.joining("\n"));
        assertThat(part.lines()).hasSizeGreaterThan(2);
        return part;
    }
}
