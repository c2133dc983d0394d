package no.fribyte.lbprov.profile.draft;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.profile.yaml.Reading;

/** Understands OpenSSH public keys, down to the lengths inside the base64: half a pasted key locks an admin out. */
final class SshPublicKey {
    /** The number of fields after the type in each type's blob (RFC 4253, 5656, 8709 and OpenSSH's PROTOCOL.u2f). */
    private static final Map<String, Integer> FIELDS = Map.of(
            "ssh-ed25519", 1,
            "ssh-rsa", 2,
            "ecdsa-sha2-nistp256", 2,
            "ecdsa-sha2-nistp384", 2,
            "ecdsa-sha2-nistp521", 2,
            "sk-ssh-ed25519@openssh.com", 2,
            "sk-ecdsa-sha2-nistp256@openssh.com", 3);

    private static final Map<String, Integer> POINT_LENGTHS = Map.of("nistp256", 65, "nistp384", 97, "nistp521", 133);

    private static final String ATTEMPT = "paste the one line of ~/.ssh/id_ed25519.pub whole";

    private SshPublicKey() {}

    static Reading<String> read(String text) {
        String[] words = text.strip().split(" +", 3);
        if (text.contains("PRIVATE KEY")) {
            return Reading.refused("it is a private key, which belongs in no profile", ATTEMPT);
        }
        if (text.strip().contains("\n") || !FIELDS.containsKey(words[0])) {
            return Reading.refused("it does not begin with a type of key that OpenSSH has", ATTEMPT);
        }
        if (words.length < 2) {
            return Reading.refused("there is nothing after the type", ATTEMPT);
        }
        try {
            return check(words[0], Base64.getDecoder().decode(words[1]))
                    ? Reading.taken(text.strip())
                    : Reading.refused("what is after the type is no key of that type", ATTEMPT);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Reading.refused("what is after the type is damaged or cut off", ATTEMPT);
        }
    }

    private static boolean check(String type, byte[] blob) {
        ByteBuffer buffer = ByteBuffer.wrap(blob);
        String inner = new String(field(buffer), StandardCharsets.US_ASCII);
        List<byte[]> fields = new ArrayList<>();
        while (buffer.hasRemaining()) {
            fields.add(field(buffer));
        }
        return inner.equals(type) && Integer.valueOf(fields.size()).equals(FIELDS.get(type)) && lengths(type, fields);
    }

    private static boolean lengths(String type, List<byte[]> fields) {
        if (type.contains("ed25519")) {
            return fields.get(0).length == 32;
        }
        if (type.contains("ecdsa")) {
            String curve = new String(fields.get(0), StandardCharsets.US_ASCII);
            return type.contains(curve) && Integer.valueOf(fields.get(1).length).equals(POINT_LENGTHS.get(curve));
        }
        // RSA: sshd refuses fewer than 1024 bits; the modulus has a leading zero byte
        return fields.get(1).length >= 129;
    }

    private static byte[] field(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        buffer.get(field);
        return field;
    }
}
