package no.fribyte.lbprov.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VaultFileTest {
    @TempDir
    Path folder;

    private final AgeIdentity own = AgeIdentity.generate();
    private final AgeIdentity colleague = AgeIdentity.generate();
    private final Vault vault = Vaults.of(own, colleague);
    private VaultFile file;

    @BeforeEach
    void a_profile_without_a_vault() {
        file = VaultFile.beside(folder.resolve("profiles/demo.yaml"));
    }

    @Test
    void the_vault_lies_beside_its_profile() {
        assertThat(file.path()).isEqualTo(folder.resolve("profiles/demo.secrets.age"));
        assertThat(file.exists()).isFalse();
    }

    @Test
    void what_was_written_is_read_again_by_each_recipient() {
        file.create(vault);

        assertThat(file.exists()).isTrue();
        assertThat(file.open(own)).isEqualTo(vault);
        assertThat(file.open(colleague)).isEqualTo(vault);
    }

    @Test
    void the_file_is_armoured_and_for_its_owner_only() throws IOException {
        file.create(vault);
        file.save(vault, own);

        assertThat(Files.readString(file.path()))
                .startsWith("-----BEGIN AGE ENCRYPTED FILE-----\n")
                .endsWith("-----END AGE ENCRYPTED FILE-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder.resolve("profiles"))) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void saving_keeps_everyone_who_could_open_it() {
        file.create(vault);

        file.save(file.open(colleague).with("other", new Secret("x")), colleague);

        assertThat(file.open(own).names()).containsExactly("api-token", "other");
        assertThat(file.open(own).pairSecrets()).isEqualTo(vault.pairSecrets());
    }

    @Test
    void nobody_saves_a_vault_that_they_could_not_open_afterwards() {
        file.create(vault);

        assertProblem(() -> file.save(vault, AgeIdentity.generate())).hasMessageContaining("would be closed to you");
        assertThat(file.open(own)).isEqualTo(vault);
    }

    @Test
    void an_existing_vault_is_not_overwritten() {
        file.create(vault);

        assertProblem(() -> file.create(Vaults.of(own, colleague)))
                .hasMessageContaining("is there already")
                .hasMessageContaining("move the file away");
        assertThat(file.open(own)).isEqualTo(vault);
    }

    @Test
    void a_missing_vault_names_the_command_that_makes_it() {
        assertProblem(() -> file.open(own))
                .hasMessageContaining("there is no vault")
                .hasMessageContaining("init");
    }

    @Test
    void a_stranger_is_told_that_it_is_not_for_them() {
        file.create(vault);
        AgeIdentity stranger = AgeIdentity.generate();

        assertProblem(() -> file.open(stranger)).hasMessageContaining("not encrypted to you, " + stranger.recipient());
    }

    @Test
    void any_of_several_keys_of_an_identity_opens_it() {
        file.create(vault);
        AgeIdentity renewed = AgeIdentity.of(List.of(AgeIdentity.generate().secret(), own.secret()));

        assertThat(file.open(renewed)).isEqualTo(vault);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6, 0.75, 0.9})
    void a_flipped_bit_is_found(double place) throws IOException {
        file.create(vault);
        byte[] bytes = Files.readAllBytes(file.path());
        int at = (int) (bytes.length * place);
        bytes[at] = (byte) (bytes[at] == 'A' ? 'B' : 'A');
        Files.write(file.path(), bytes);

        assertProblem(() -> file.open(own)).hasMessageContaining("is damaged");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.6, 0.9, 0.99})
    void a_file_cut_off_is_found(double place) throws IOException {
        file.create(vault);
        byte[] bytes = Files.readAllBytes(file.path());
        Files.write(file.path(), Arrays.copyOf(bytes, (int) (bytes.length * place)));

        assertProblem(() -> file.open(own)).hasMessageContaining("is damaged");
    }

    @Test
    void a_file_that_age_did_not_write_is_told_apart() throws IOException {
        write("wireguard: AAAA".getBytes(StandardCharsets.UTF_8));
        assertProblem(() -> file.open(own)).hasMessageContaining("it is no age file");
        write(new byte[0]);
        assertProblem(() -> file.open(own)).hasMessageContaining("it is no age file");
    }

    @Test
    void a_file_with_a_passphrase_is_told_apart() throws IOException {
        // written by `age -p -a`
        write("""
                -----BEGIN AGE ENCRYPTED FILE-----
                YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBzd1JzTTRmTmFaWnpYTUlW
                MTJGcEZBIDE4ClQ2M1ZvbStiY3ZabHd6Y09OaXFGdVpSWUNEY0t6TllFMjgrUmJj
                a1JHZEEKLS0tIHNHYWcrQWFlc0lHN2ZOUnRYQ1Y2cmVKMm5GZ0IzTFlkbnlXdkhP
                akoybnMKqABm/9XkHOBca5tVC7sXDR7a6otyi0qDAYtLpFcddug+uk4=
                -----END AGE ENCRYPTED FILE-----
                """.getBytes(StandardCharsets.UTF_8));

        assertProblem(() -> file.open(own)).hasMessageContaining("it is encrypted with a passphrase");
    }

    @Test
    void a_file_of_a_newer_lbprov_is_left_alone() throws IOException {
        encrypt("{\"format\": 2, \"recipients\": []}");

        assertProblem(() -> file.open(own))
                .hasMessageContaining("it has format 2, and this lbprov knows format 1")
                .hasMessageContaining("a newer lbprov");
    }

    @Test
    void a_document_that_is_wrong_inside_is_told_without_its_secrets() throws IOException {
        encrypt("{\"format\": 1, \"syncSecret\": \"hush\", \"surprise\": 1}");
        assertProblem(() -> file.open(own)).hasMessageContaining("unknown key surprise");
        encrypt("hush: [");
        assertProblem(() -> file.open(own))
                .hasMessageContaining("it is no JSON object")
                .hasMessageNotContaining("hush");
        encrypt("""
                {"format": 1, "recipients": ["%s"], "wireguardPrivateKey": "hush", "hostKeys": {}, "syncSecret": "x"}""".formatted(own.recipient()));
        assertProblem(() -> file.open(own))
                .hasMessageContaining("wireguardPrivateKey is no WireGuard key")
                .hasMessageNotContaining("hush");
    }

    @Test
    void the_same_vault_is_the_same_document() throws Exception {
        VaultDocument document = new VaultDocument();

        byte[] text = document.write(vault);

        assertThat(document.write(document.read(text))).isEqualTo(text);
    }

    private void encrypt(String document) throws IOException {
        write(AgeFile.encrypt(document.getBytes(StandardCharsets.UTF_8), Recipients.alone(own)));
    }

    private void write(byte[] content) throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        Files.write(file.path(), content);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertProblem(Runnable call) {
        return assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        LbprovException.class,
                        problem -> assertThat(problem.status()).isEqualTo(ExitStatus.INVALID_INPUT))
                .hasMessageNotContaining("very-secret-token");
    }
}
