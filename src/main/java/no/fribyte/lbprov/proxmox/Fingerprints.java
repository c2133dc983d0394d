package no.fribyte.lbprov.proxmox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/** SHA-256 fingerprints as {@code openssl x509 -fingerprint -sha256} and the Proxmox UI print them. */
final class Fingerprints {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();
    private static final int BYTES = 32;

    private Fingerprints() {}

    static String of(X509Certificate certificate) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return COLONS.formatHex(sha256.digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException("cannot compute a fingerprint", impossible);
        }
    }

    static String normal(String text) {
        String hex = text.strip().replace(":", "").toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
            throw new IllegalArgumentException("a SHA-256 fingerprint is 32 hex bytes, not '" + text + "'");
        }
        return COLONS.formatHex(HexFormat.of().parseHex(hex));
    }
}
