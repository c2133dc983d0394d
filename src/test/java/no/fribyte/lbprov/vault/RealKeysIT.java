package no.fribyte.lbprov.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.SshHostKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH and WireGuard see the same keys in what we wrote as we do. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealKeysIT {
    @TempDir
    Path folder;

    @Test
    void ssh_keygen_finds_our_public_key_in_our_private_key() throws Exception {
        Program sshKeygen = Program.named("ssh-keygen");
        // comments of every length modulo the block size, since they decide how much padding there is
        for (String comment : List.of("a", "ab", "abc", "lb-1", "lb-12", "lb-123", "lb-1234", "load-balancer-1")) {
            SshHostKey key = OpenSshKey.generate(comment, new SecureRandom());
            Path file = Files.createFile(
                    folder.resolve(comment),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key.privateKey().reveal());

            assertThat(sshKeygen.run("-y", "-f", file).strip()).isEqualTo(key.publicKey());
        }
    }

    @Test
    void wg_finds_our_public_key_in_our_private_key() throws Exception {
        Program wg = Program.named("wg");
        for (int i = 0; i < 20; i++) {
            PairSecrets secrets = Vaults.maker().secrets(List.of());

            assertThat(wg.feed(secrets.wireGuardPrivateKey().reveal(), "pubkey").strip())
                    .isEqualTo(secrets.wireGuardPublicKey().base64());
        }
    }
}
