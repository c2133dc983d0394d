package no.fribyte.lbprov.proxmox;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a node's certificate is believed; there is no kind that believes any. */
public sealed interface TlsTrust {

    /** The certificates that may have signed the node's; the server name is checked as well. */
    record Authority(String pem) implements TlsTrust {
        public Authority {
            if (parse(pem).isEmpty()) {
                throw new IllegalArgumentException("the CA file holds no certificate");
            }
        }

        public List<X509Certificate> certificates() {
            return parse(pem);
        }

        private static List<X509Certificate> parse(String pem) {
            try {
                byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
                return CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(bytes))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
            } catch (CertificateException unreadable) {
                throw new IllegalArgumentException("the CA file cannot be read as PEM certificates", unreadable);
            }
        }
    }

    /** SHA-256 fingerprints of the node's own certificate, in any usual spelling; a pin replaces the name check. */
    record Pins(Set<String> fingerprints) implements TlsTrust {
        public Pins {
            if (fingerprints.isEmpty()) {
                throw new IllegalArgumentException("at least one fingerprint is needed");
            }
            fingerprints = fingerprints.stream().map(Fingerprints::normal).collect(Collectors.toUnmodifiableSet());
        }
    }
}
