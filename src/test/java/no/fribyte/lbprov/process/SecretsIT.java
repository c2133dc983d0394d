package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the pair's secrets are after a run that was traced: where they belong, and nowhere else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretsIT {

    private static final String WORLD = "state/lbprov/simulator/world/";
    private static final String GUESTS = WORLD + "guests/";
    private static final String CONTENT = WORLD + "content/";

    /** The simulated Proxmox has to know its own token, and the identity opens the vault. */
    private static final Set<String> ITS_OWN = Set.of(
            WORLD + "spec.json: API token",
            WORLD + "world.json!spec: API token",
            "state/lbprov/simulator/vault/identity.txt: age identity");

    @TempDir
    Path home;

    @Test
    void secrets_are_where_they_belong_and_nowhere_else() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Witness witness = prepare(lbprov);
            SecretSearch search = new Canaries(lbprov.state()).search();

            succeeds(witness, lbprov, "create");
            assertThat(home.resolve("create.trace")).content().contains("/agent/exec", "\"description\"");
            assertThat(run(witness, lbprov, "status", "--output", "json").status())
                    .isZero();
            succeeds(witness, lbprov, "render");
            assertThat(search.below(home)).containsExactlyInAnyOrderElementsOf(served());

            succeeds(witness, lbprov, "rebuild", "load-balancer-1", "--yes");
            assertThat(search.below(home)).containsExactlyInAnyOrderElementsOf(served());

            succeeds(witness, lbprov, "destroy", "--confirm", "demo");
            assertThat(search.below(home)).containsExactlyInAnyOrderElementsOf(ITS_OWN);
            told(search, witness);
        }
    }

    @Test
    void a_create_that_fails_leaves_secrets_in_the_place_only_and_destroy_removes_them() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Witness witness = prepare(lbprov);
            SecretSearch search = new Canaries(lbprov.state()).search();
            Path profile = home.resolve("workspace/profiles/demo.yaml");
            Files.createDirectories(home.resolve("workspace/inventory"));
            Files.createDirectories(profile.getParent());
            Files.copy(Path.of("inventory/simulator.yaml"), home.resolve("workspace/inventory/simulator.yaml"));
            Files.writeString(
                    profile,
                    Files.readString(Path.of("profiles/demo.yaml")) + "\nhaproxy: |\n  frontend extra\n    nonsense\n");

            Answer create = witness.watch(lbprov.start("create", profile.toString(), "--trace", trace("failed")));

            assertThat(create.status()).as(create.err()).isNotZero();
            assertThat(create.err()).contains("FAILED");
            assertThat(search.below(home)).allMatch(SecretsIT::inThePlace).hasSizeGreaterThan(ITS_OWN.size());

            Answer destroy = witness.watch(lbprov.start("destroy", profile.toString(), "--confirm", "demo"));
            assertThat(destroy.status()).as(destroy.err()).isZero();
            assertThat(search.below(home)).containsExactlyInAnyOrderElementsOf(ITS_OWN);
            told(search, witness);
        }
    }

    @Test
    void the_seed_of_a_killed_create_is_removed_by_the_next_create() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Witness witness = prepare(lbprov);
            SecretSearch search = new Canaries(lbprov.state()).search();
            kill(witness, lbprov, "upload seed", "done");

            assertThat(search.below(home))
                    .allMatch(SecretsIT::inThePlace)
                    .as("the seed")
                    .anyMatch(finding -> finding.startsWith(CONTENT) && finding.endsWith("WireGuard key"));

            succeeds(witness, lbprov, "create");
            assertThat(search.below(home)).containsExactlyInAnyOrderElementsOf(served());
            told(search, witness);
        }
    }

    @Test
    void the_seed_of_a_create_killed_later_is_removed_by_destroy() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Witness witness = prepare(lbprov);
            SecretSearch search = new Canaries(lbprov.state()).search();
            kill(witness, lbprov, "follow the first boot", "started");

            assertThat(search.below(home))
                    .allMatch(SecretsIT::inThePlace)
                    .as("the seed")
                    .anyMatch(finding -> finding.startsWith(CONTENT) && finding.contains("host key"));

            succeeds(witness, lbprov, "destroy", "--confirm", "demo");
            assertThat(search.below(home)).containsExactlyInAnyOrderElementsOf(ITS_OWN);
            told(search, witness);
        }
    }

    /** A vault with a secret of every kind, which the search knows. */
    private Witness prepare(Lbprov lbprov) throws Exception {
        Witness witness = new Witness(home.resolve("witness"));
        assertThat(witness.watch(lbprov.start("secrets", "init", "demo", "--alone"))
                        .status())
                .isZero();
        Run set = lbprov.start("secrets", "set", "demo", "canary");
        set.type(Canaries.NAMED + "\n");
        assertThat(witness.watch(set).status()).isZero();
        // the simulator makes its token when it starts
        assertThat(witness.watch(lbprov.start("plan", "demo")).status()).isLessThan(5);
        return witness;
    }

    private void succeeds(Witness witness, Lbprov lbprov, String command, String... options) throws Exception {
        Answer answer = run(witness, lbprov, command, options);
        assertThat(answer.status()).as(command + answer.err()).isZero();
    }

    private Answer run(Witness witness, Lbprov lbprov, String command, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(command, "demo"));
        words.addAll(List.of(options));
        if (!command.equals("render")) {
            words.addAll(List.of("--trace", trace(command)));
        }
        return witness.watch(lbprov.start(words.toArray(new String[0])));
    }

    private String trace(String command) {
        return home.resolve(command + ".trace").toString();
    }

    private void kill(Witness witness, Lbprov lbprov, String step, String event) throws Exception {
        Path journal = lbprov.state().resolve("journal/demo.jsonl");
        Answer killed = witness.watch(
                lbprov.start("create", "demo", "--trace", trace("killed")),
                () -> Files.exists(journal) && tells(read(journal), step, event));
        assertThat(killed.status()).isEqualTo(128 + 9);
    }

    private static boolean tells(String journal, String step, String event) {
        return journal.lines()
                .anyMatch(line -> line.contains("\"step\":\"" + step) && line.contains("\"event\":\"" + event + "\""));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a pair that serves has its secrets. */
    private Set<String> served() throws IOException {
        String pluto = GUESTS + diskOn("pluto") + "!";
        String fergus = GUESTS + diskOn("fergus") + "!";
        Set<String> belongs = new TreeSet<>(ITS_OWN);
        for (String disk : List.of(pluto, fergus)) {
            belongs.add(disk + "/etc/lbprov/sync.key 0600: sync secret");
            belongs.add(disk + "/etc/wireguard/wg0.conf 0600: WireGuard key");
            // WireGuard cannot work without
            belongs.add(disk + "running wg-quick@wg0: WireGuard key");
        }
        belongs.add(pluto + "/etc/ssh/ssh_host_ed25519_key 0600: host key 1");
        belongs.add(fergus + "/etc/ssh/ssh_host_ed25519_key 0600: host key 2");
        return belongs;
    }

    /** On Proxmox, in a guest or on a storage: until the next command that changes something. */
    private static boolean inThePlace(String finding) {
        // while the simulator runs, others find its address and its token there
        return finding.equals(WORLD + "server.json: API token")
                || ITS_OWN.contains(finding)
                || finding.startsWith(GUESTS)
                || finding.startsWith(CONTENT);
    }

    /** What was looked at, where it can be read after the run. */
    private static void told(SecretSearch search, Witness witness) throws IOException {
        assertThat(search.places()).isGreaterThan(20);
        assertThat(witness.samples()).isGreaterThan(10);
        Files.writeString(
                Path.of("target/secrets-searched.txt"),
                "%s; %d looks at arguments%n".formatted(search.effort(), witness.samples()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Path diskOn(String node) throws IOException {
        try (Stream<Path> disks = Files.list(home.resolve("state/lbprov/simulator/world/guests"))) {
            return disks.map(Path::getFileName)
                    .filter(name -> name.toString().contains(node))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
