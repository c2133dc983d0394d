package no.fribyte.lbprov.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.problem.LbprovException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentitiesTest {
    @TempDir
    Path home;

    @Test
    void an_identity_is_made_once_and_then_kept() throws IOException {
        AgeIdentity made = identities().loadOrCreate();

        assertThat(identities().loadOrCreate().recipient()).isEqualTo(made.recipient());
        assertThat(identities().load()).map(AgeIdentity::recipient).contains(made.recipient());
        try (var files = Files.list(home.resolve("lbprov"))) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void the_file_is_for_its_owner_only_and_reads_like_one_of_age() throws IOException {
        AgeIdentity made = identities().loadOrCreate();

        assertThat(mode(file())).isEqualTo("rw-------");
        assertThat(mode(home.resolve("lbprov"))).isEqualTo("rwx------");
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("# created: 2026-11-01T12:00:00Z");
        assertThat(lines.get(1)).isEqualTo("# public key: " + made.recipient());
        assertThat(lines.get(2)).matches("AGE-SECRET-KEY-1[0-9A-Z]{58}");
    }

    @Test
    void the_recipient_follows_from_the_key_itself() {
        // made with age-keygen 1.1.1
        AgeIdentity identity = AgeIdentity.of(
                List.of(new Secret("AGE-SECRET-KEY-142VE3WAQXJLHQACEUZGPU3LLSGURLNYAGQHLFYL52HC5755SPX5SL0SHX4")));

        assertThat(identity.recipient()).hasToString("age1rudefgpalhuzk06lk0u80a84yc3kt6vv0w4l2x9uartrgazw9qlsmunn7d");
    }

    @Test
    void no_identity_is_an_empty_answer_or_a_problem() {
        assertThat(identities().load()).isEmpty();
        assertThatThrownBy(() -> identities().require())
                .isInstanceOf(LbprovException.class)
                .hasMessageContaining("you have no age identity")
                .hasMessageContaining("secrets init");
    }

    @Test
    void a_file_with_something_else_in_it_is_a_problem_that_does_not_quote_it() throws IOException {
        String mistyped = "AGE-SECRET-KEY-1" + "Q".repeat(58);
        Files.createDirectories(home.resolve("lbprov"));
        Files.writeString(file(), mistyped + "\n");

        assertThatThrownBy(() -> identities().load())
                .isInstanceOf(LbprovException.class)
                .hasMessageContaining("is no age identity that lbprov can use")
                .hasMessageNotContaining(mistyped);
    }

    @Test
    void an_empty_file_is_no_identity() throws IOException {
        Files.createDirectories(home.resolve("lbprov"));
        Files.writeString(file(), "# only a comment\n");

        assertThatThrownBy(() -> identities().load()).isInstanceOf(LbprovException.class);
    }

    @Test
    void an_identity_prints_no_secret() {
        AgeIdentity made = identities().loadOrCreate();

        assertThat(made.toString()).contains(made.recipient().text()).doesNotContain("SECRET");
    }

    private Identities identities() {
        return new Identities(home.resolve("lbprov"), InstantSource.fixed(Instant.parse("2026-11-01T12:00:00Z")));
    }

    private Path file() {
        return home.resolve("lbprov/identity.txt");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
