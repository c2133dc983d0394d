package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault during its life: a key that is brought along, and people who come later. */
class SecretsTest {
    /** The first key pair of RFC 7748, section 6.1, clamped as {@code wg genkey} does it. */
    private static final String PRIVATE = "cAdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR2Xfe0=";

    private static final String IMPORTED = "cAdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR2XfWo=";

    @TempDir
    private Path directory;

    private Lbprov lbprov;

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    private Result set(String name, String value) {
        lbprov.piping(value + "\n");
        return lbprov.run("secrets", "set", "production", name);
    }

    /** From now on it is this colleague who types. */
    private void sits(String who) {
        lbprov.export("XDG_CONFIG_HOME", directory.resolve(who).toString());
    }

    private String recipientOf(String who) throws IOException {
        return Files.readString(directory.resolve(who).resolve("lbprov/identity.txt"))
                .replaceAll("(?s).*# public key: (\\S+).*", "$1");
    }

    @Test
    void the_key_of_a_wireguard_server_can_be_brought_along() {
        lbprov.run("secrets", "init", "production", "--alone").exits(0);

        Result imported = set("wireguard-private-key", IMPORTED).exits(0);

        assertThat(imported.err()).containsPattern("its public key is [A-Za-z0-9+/]{43}=; ");
        assertThat(lbprov.run("render", "production", "--reveal").exits(0).out())
                .contains("PrivateKey = " + IMPORTED);
        assertThat(lbprov.run("secrets", "list", "production").exits(0).out())
                .containsOnlyOnce("wireguard-private-key")
                .containsOnlyOnce("sync-secret");
    }

    @Test
    void what_is_no_private_key_is_refused_and_the_old_one_stays() {
        lbprov.run("secrets", "init", "production", "--alone").exits(0);
        String before = lbprov.run("render", "production", "--reveal").exits(0).out();

        assertThat(set("wireguard-private-key", "secret").exits(3).err())
                .contains("Error: this is no WireGuard private key")
                .contains("44 characters");
        assertThat(set("wireguard-private-key", PRIVATE).exits(3).err()).contains("perhaps it is a public key");
        assertThat(lbprov.run("render", "production", "--reveal").exits(0).out())
                .isEqualTo(before);
    }

    @Test
    void a_name_of_lbprovs_own_is_refused() {
        lbprov.run("secrets", "init", "production", "--alone").exits(0);

        for (String name : new String[] {"sync-secret", "ssh-host-key", "ssh-host-key-of-load-balancer-1"}) {
            assertThat(set(name, "mine").exits(3).err()).contains("'%s' is a name of lbprov's own".formatted(name));
        }
    }

    @Test
    void somebody_who_comes_later_is_added_by_one_who_can_open_it() throws IOException {
        lbprov.run("secrets", "init", "production", "--alone").exits(0);
        sits("colleague");
        Result closed = lbprov.run("secrets", "init", "production").exits(3);
        String colleague = recipientOf("colleague");
        assertThat(closed.err())
                .contains("it is not encrypted to you, " + colleague)
                .contains("try: ask someone who can open it: lbprov secrets init PROFILE --recipient " + colleague);
        sits("config");

        Result added = lbprov.run("secrets", "init", "production", "--recipient", colleague)
                .exits(0);

        assertThat(added.out()).contains("added     %s  can open the vault from now on\n".formatted(colleague));
        assertThat(added.err()).doesNotContain("nobody but you");
        String seen = lbprov.run("render", "production", "--reveal").exits(0).out();
        sits("colleague");
        assertThat(lbprov.run("render", "production", "--reveal").exits(0).out())
                .isEqualTo(seen);
        assertThat(lbprov.run("secrets", "init", "production", "--recipient", colleague)
                        .exits(0)
                        .out())
                .doesNotContain("added");
        assertThat(lbprov.run("secrets", "init", "production").exits(3).err()).contains("is there already");
    }

    @Test
    void alone_and_together_exclude_each_other() {
        assertThat(lbprov.run("secrets", "init", "production", "--alone", "--recipient", "age1x")
                        .exits(2)
                        .err())
                .contains("--alone and --recipient exclude each other");
    }

    @Test
    void each_of_its_commands_prints_a_document() {
        assertThat(lbprov.run("secrets", "init", "production", "--alone", "--output", "json")
                        .exits(0)
                        .json()
                        .path("problems")
                        .toString())
                .contains("nobody but you");
        lbprov.piping("hush\n");
        assertThat(lbprov.run("secrets", "set", "production", "token", "--output", "json")
                        .exits(0)
                        .json()
                        .path("name")
                        .asString())
                .isEqualTo("token");
    }
}
