package no.fribyte.lbprov.model;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Base64;
import javax.crypto.KeyAgreement;

/** The public half of a WireGuard key: the scalar times the base point 9 (RFC 7748), by the JDK's key agreement. */
final class X25519 {
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private X25519() {}

    static WireGuardKey publicKey(Secret privateKey) {
        try {
            KeyFactory factory = KeyFactory.getInstance("X25519");
            byte[] scalar = Base64.getDecoder().decode(privateKey.reveal());
            PrivateKey own = factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
            PublicKey base = factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own);
            agreement.doPhase(base, true);
            return new WireGuardKey(Base64.getEncoder().encodeToString(agreement.generateSecret()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the WireGuard private key is not a key", e);
        }
    }
}
