package no.fribyte.lbprov.proxmox;

import java.security.cert.CertificateException;

/** The node showed a certificate that we do not trust; its message says which and what was expected. */
final class UntrustedCertificate extends CertificateException {
    private static final long serialVersionUID = 1L;

    UntrustedCertificate(String text) {
        super(text);
    }

    UntrustedCertificate(String text, Throwable cause) {
        super(text, cause);
    }
}
