package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.vault.Identities;
import no.fribyte.lbprov.vault.VaultFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the pair's secrets are after a run that was traced: where they belong, and nowhere else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretsIT {
    private static final MemberName FIRST = new MemberName("load-balancer-1");
    private static final MemberName SECOND = new MemberName("load-balancer-2");

    @TempDir
    Path home;

    @Test
    void secrets_are_where_they_belong_and_nowhere_else() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Answer create = lbprov.run(
                    "create", "demo", "--trace", home.resolve("create.trace").toString());
            assertThat(create.status()).as(create.err()).isZero();
            Answer status = lbprov.run(
                    "status", "demo", "--trace", home.resolve("status.trace").toString());
            Files.writeString(home.resolve("said"), create.out() + create.err() + status.out() + status.err());
            Files.writeString(
                    home.resolve("rendered"), lbprov.run("render", "demo").out());
        }
        assertThat(home.resolve("create.trace")).content().contains("/agent/exec", "\"description\"");

        SecretSearch search = search();

        Path guests = Path.of("state/lbprov/simulator/world/guests");
        String pluto = guests.resolve(diskOn("pluto")) + "!";
        String fergus = guests.resolve(diskOn("fergus")) + "!";
        Set<String> belongs = Set.of(
                pluto + "/etc/wireguard/wg0.conf: WireGuard key",
                fergus + "/etc/wireguard/wg0.conf: WireGuard key",
                // WireGuard cannot work without
                pluto + "running wg-quick@wg0: WireGuard key",
                fergus + "running wg-quick@wg0: WireGuard key",
                pluto + "/etc/ssh/ssh_host_ed25519_key: host key 1",
                fergus + "/etc/ssh/ssh_host_ed25519_key: host key 2",
                // the simulated Proxmox has to know its own token
                "state/lbprov/simulator/world/spec.json: API token",
                "state/lbprov/simulator/world/world.json!spec: API token");
        assertThat(search.below(home)).containsExactlyInAnyOrderElementsOf(belongs);
    }

    @Test
    void the_search_finds_what_is_planted() throws Exception {
        SecretSearch search = new SecretSearch();
        search.lookFor("it", "+dGhlIGtleQ/=");
        String disk =
                "{\"files\":{\"/var/log/x\":{\"base64\":\"%s\"}},\"units\":{}}".formatted(base64("my +dGhlIGtleQ/= "));
        Map<String, String> planted = Map.of(
                "plain",
                "key: +dGhlIGtleQ/=",
                "form",
                "content=%2BdGhlIGtleQ%2F%3D&x=1",
                "aligned",
                base64("+dGhlIGtleQ/=, and more"),
                "shifted",
                base64("a+dGhlIGtleQ/="),
                "shifted-twice",
                base64("ab+dGhlIGtleQ/= and so on"),
                "disk-1.json",
                disk,
                "world.json",
                "{\"spec\":{},\"vms\":[\"+dGhlIGtleQ/=\"]}");
        for (Map.Entry<String, String> file : planted.entrySet()) {
            Files.writeString(home.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(home.resolve("innocent"), "key: +dGhlIGtleX/=");

        assertThat(search.below(home))
                .isEqualTo(planted.keySet().stream()
                        .map(name -> (name.equals("disk-1.json") ? name + "!/var/log/x" : name) + ": it")
                        .collect(Collectors.toSet()));
    }

    private SecretSearch search() {
        Path folder = home.resolve("state/lbprov/simulator/vault");
        Identities identities = new Identities(folder, InstantSource.system());
        PairSecrets secrets = VaultFile.at(folder.resolve("demo.secrets.age"))
                .open(identities.require())
                .pairSecrets();
        JsonNode spec = JsonMapper.shared()
                .readTree(home.resolve("state/lbprov/simulator/world/spec.json").toFile());
        SecretSearch search = new SecretSearch();
        search.lookFor("WireGuard key", secrets.wireGuardPrivateKey().reveal());
        search.lookFor("host key 1", privatePart(secrets, FIRST, SECOND));
        search.lookFor("host key 2", privatePart(secrets, SECOND, FIRST));
        search.lookFor("sync secret", secrets.syncSecret().reveal());
        search.lookFor("API token", spec.at("/users/0/tokens/0/secret").asString());
        return search;
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

    private Path diskOn(String node) throws IOException {
        try (Stream<Path> disks = Files.list(home.resolve("state/lbprov/simulator/world/guests"))) {
            return disks.map(Path::getFileName)
                    .filter(name -> name.toString().contains(node))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
