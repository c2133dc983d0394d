package no.fribyte.lbprov.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's age and lbprov read each other's files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealAgeIT {
    @TempDir
    Path folder;

    private final Program age = Program.named("age");
    private Identities identities;
    private AgeIdentity own;
    private Vault vault;
    private VaultFile file;

    @BeforeEach
    void a_vault() {
        identities = new Identities(folder, InstantSource.system());
        own = identities.loadOrCreate();
        vault = Vaults.of(own, AgeIdentity.generate());
        file = VaultFile.at(folder.resolve("demo.secrets.age"));
        file.create(vault);
    }

    @Test
    void age_opens_our_vault_with_our_identity_file() throws Exception {
        String document = age.run("-d", "-i", identities.file(), file.path());

        assertThat(document).isEqualTo(new String(new VaultDocument().write(vault), UTF_8));
        assertThat(document).contains("\"api-token\" : \"very-secret-token\"");
    }

    @Test
    void age_keygen_sees_the_same_recipient_in_our_identity_file() throws Exception {
        assertThat(Program.named("age-keygen").run("-y", identities.file()).strip())
                .isEqualTo(own.recipient().text());
    }

    @Test
    void we_open_what_age_wrote_armoured_or_binary() throws Exception {
        String document = age.run("-d", "-i", identities.file(), file.path());
        for (List<Object> form : List.<List<Object>>of(List.of("-a"), List.of())) {
            Path written = folder.resolve("by-age" + form.size());
            Object[] arguments = Stream.concat(form.stream(), Stream.of("-r", own.recipient(), "-o", written))
                    .toArray();
            age.feed(document, arguments);

            assertThat(VaultFile.at(written).open(own)).isEqualTo(vault);
        }
    }

    @Test
    void we_take_an_identity_that_age_keygen_made() throws Exception {
        Path home = Files.createDirectory(folder.resolve("other"));
        Program.named("age-keygen").run("-o", home.resolve("identity.txt"));
        AgeIdentity other = new Identities(home, InstantSource.system()).require();
        VaultFile theirs = VaultFile.at(home.resolve("x.secrets.age"));

        theirs.create(Vaults.of(own, other));

        assertThat(theirs.open(other).names()).containsExactly("api-token");
        assertThat(age.run("-d", "-i", home.resolve("identity.txt"), theirs.path()))
                .contains("very-secret-token");
    }
}
