package no.fribyte.lbprov.simulator.guest;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** What {@code wg pubkey} computes. */
final class X25519 {
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private X25519() {}

    /** The 32 bytes of a key in Base64, or nothing when it is none. */
    static Optional<byte[]> bytes(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            return key.length() == 44 && bytes.length == 32 ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<String> publicKey(String privateKey) {
        return bytes(privateKey).map(X25519::multiply);
    }

    private static String multiply(byte[] scalar) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
            agreement.doPhase(keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT)), true);
            return Base64.getEncoder().encodeToString(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
