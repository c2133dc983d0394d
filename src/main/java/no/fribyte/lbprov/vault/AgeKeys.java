package no.fribyte.lbprov.vault;

import com.exceptionfactory.jagged.bech32.Bech32;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.X25519;

/** The way from the secret half of an age key to its public half, both in Bech32. */
final class AgeKeys {
    static final String SECRET_PREFIX = "AGE-SECRET-KEY-1";

    private AgeKeys() {}

    /** An {@link IllegalArgumentException} says that the text is no age secret key, and does not hold the text. */
    static Recipient recipientOf(Secret secret) {
        byte[] publicKey = X25519.publicKey(decode(secret.reveal()));
        return new Recipient(Bech32.getEncoder().encode("age", publicKey).toString());
    }

    private static byte[] decode(String text) {
        if (text.startsWith(SECRET_PREFIX)) {
            try {
                byte[] scalar = Bech32.getDecoder().decode(text).getData();
                if (scalar.length == 32) {
                    return scalar;
                }
            } catch (RuntimeException e) {
                // a mistyped character; its message may quote the key, so that it stops here
            }
        }
        throw new IllegalArgumentException("not an age secret key");
    }
}
