package no.fribyte.lbprov.vault;

import com.exceptionfactory.jagged.bech32.Bech32;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;
import no.fribyte.lbprov.model.Secret;

/** The way from the secret half of an age key to its public half, both in Bech32. */
final class AgeKeys {
    static final String SECRET_PREFIX = "AGE-SECRET-KEY-1";

    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private AgeKeys() {}

    /** An {@link IllegalArgumentException} says that the text is no age secret key, and does not hold the text. */
    static Recipient recipientOf(Secret secret) {
        byte[] scalar = decode(secret.reveal());
        try {
            KeyFactory factory = KeyFactory.getInstance("X25519");
            PrivateKey own = factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
            PublicKey base = factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own);
            agreement.doPhase(base, true);
            return new Recipient(Bech32.getEncoder()
                    .encode("age", agreement.generateSecret())
                    .toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no X25519", e);
        }
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
