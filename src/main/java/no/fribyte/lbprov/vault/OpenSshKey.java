package no.fribyte.lbprov.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.SshHostKey;

/** Makes Ed25519 keys in OpenSSH's own form (PROTOCOL.key in its sources), which the JDK does not write. */
final class OpenSshKey {
    private static final String TYPE = "ssh-ed25519";
    private static final int KEY_BYTES = 32;
    private static final int BLOCK = 8;
    private static final int LINE = 70;

    private OpenSshKey() {}

    static SshHostKey generate(String comment, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            // X.509 puts a fixed header before the 32 bytes of the key
            byte[] x509 = pair.getPublic().getEncoded();
            byte[] publicBytes = Arrays.copyOfRange(x509, x509.length - KEY_BYTES, x509.length);
            return write(seed, publicBytes, random.nextInt(), comment);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    private static SshHostKey write(byte[] seed, byte[] publicBytes, int check, String comment) {
        byte[] publicBlob = new Blob().text(TYPE).bytes(publicBytes).toBytes();
        byte[] both = Arrays.copyOf(seed, 2 * KEY_BYTES);
        System.arraycopy(publicBytes, 0, both, KEY_BYTES, KEY_BYTES);
        byte[] privateBlob = new Blob()
                // the same number twice: that is how a reader sees that it decrypted rightly
                .number(check)
                .number(check)
                .text(TYPE)
                .bytes(publicBytes)
                .bytes(both)
                .text(comment)
                .padded()
                .toBytes();
        byte[] file = new Blob()
                .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                .text("none")
                .text("none")
                .text("")
                .number(1)
                .bytes(publicBlob)
                .bytes(privateBlob)
                .toBytes();
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(file);
        String pem = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + body + "\n-----END OPENSSH PRIVATE KEY-----\n";
        String line = "%s %s %s".formatted(TYPE, Base64.getEncoder().encodeToString(publicBlob), comment);
        return new SshHostKey(new Secret(pem), line);
    }

    /** SSH's wire format: numbers of four bytes, and texts with their length before them. */
    private static final class Blob {
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

        Blob number(int number) {
            return raw(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        }

        Blob bytes(byte[] bytes) {
            return number(bytes.length).raw(bytes);
        }

        Blob text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        Blob padded() {
            for (int pad = 1; collected.size() % BLOCK != 0; pad++) {
                raw(new byte[] {(byte) pad});
            }
            return this;
        }

        Blob raw(byte[] bytes) {
            collected.writeBytes(bytes);
            return this;
        }

        byte[] toBytes() {
            return collected.toByteArray();
        }
    }
}
