package no.fribyte.lbprov.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import no.fribyte.lbprov.model.SshHostKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenSshKeyTest {
    private final SshHostKey key = OpenSshKey.generate("load-balancer-1", new SecureRandom());

    @Test
    void the_private_key_has_the_frame_that_openssh_expects() {
        assertThat(key.privateKey().reveal().lines())
                .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----")
                .endsWith("-----END OPENSSH PRIVATE KEY-----")
                .allMatch(line -> line.length() <= 70);
        assertThat(key.publicKey()).matches("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43} load-balancer-1");
    }

    @Test
    void what_the_private_half_signs_the_public_line_verifies() throws Exception {
        byte[] message = "hello".getBytes(StandardCharsets.UTF_8);
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(factory.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed())));
        signature.update(message);
        byte[] signed = signature.sign();

        signature.initVerify(factory.generatePublic(new X509EncodedKeySpec(x509())));
        signature.update(message);

        assertThat(signature.verify(signed)).isTrue();
    }

    private byte[] x509() {
        byte[] blob = Base64.getDecoder().decode(key.publicKey().split(" ", -1)[1]);
        byte[] header = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] x509 = Arrays.copyOf(header, header.length + 32);
        System.arraycopy(blob, blob.length - 32, x509, header.length, 32);
        return x509;
    }

    /** The first half of the last but one text in the private part. */
    private byte[] seed() {
        String body = key.privateKey().reveal().replaceAll("-----.*-----|\n", "");
        ByteBuffer file = ByteBuffer.wrap(Base64.getDecoder().decode(body));
        file.position("openssh-key-v1".length() + 1);
        next(file);
        next(file);
        next(file);
        assertThat(file.getInt()).isEqualTo(1);
        next(file);
        ByteBuffer secret = ByteBuffer.wrap(next(file));
        assertThat(secret.getInt()).isEqualTo(secret.getInt());
        next(secret);
        next(secret);
        return Arrays.copyOf(next(secret), 32);
    }

    private static byte[] next(ByteBuffer from) {
        byte[] text = new byte[from.getInt()];
        from.get(text);
        return text;
    }
}
