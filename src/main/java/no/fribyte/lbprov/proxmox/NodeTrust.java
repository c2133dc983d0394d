package no.fribyte.lbprov.proxmox;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides about a node's certificate by the CA of the inventory, and says what it saw when it refuses. */
final class NodeTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager standard;

    NodeTrust(X509ExtendedTrustManager standard) {
        this.standard = standard;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            standard.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException refused) {
            throw new UntrustedCertificate(told(chain[0], refused, expectedName(socket)), refused);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        standard.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        standard.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        standard.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        standard.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        standard.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return standard.getAcceptedIssuers();
    }

    private static String expectedName(Socket socket) {
        return socket instanceof SSLSocket tls ? tls.getHandshakeSession().getPeerHost() : "";
    }

    private static String told(X509Certificate leaf, CertificateException refused, String expected) {
        return "the certificate is for %s, issued by %s, fingerprint %s; expected name %s; %s"
                .formatted(
                        names(leaf),
                        leaf.getIssuerX500Principal().getName(),
                        Fingerprints.of(leaf),
                        expected,
                        why(refused));
    }

    /** Java's own words name its classes ("PKIX path building failed"), but those on a name that does not match are good. */
    private static String why(CertificateException refused) {
        boolean path = false;
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "it has expired";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "it is not valid yet";
            }
            path = path || cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
        }
        return path ? "no CA of the inventory vouches for it" : String.valueOf(refused.getMessage());
    }

    private static String names(X509Certificate leaf) {
        try {
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            if (names != null) {
                return names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
            }
        } catch (CertificateParsingException unreadable) {
            return "unreadable names (" + unreadable.getMessage() + ")";
        }
        return leaf.getSubjectX500Principal().getName();
    }
}
