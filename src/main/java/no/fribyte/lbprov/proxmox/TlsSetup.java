package no.fribyte.lbprov.proxmox;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.OkHttpClient;

/** Gives OkHttp the trust that an endpoint asks for. */
final class TlsSetup {
    private final Endpoint endpoint;

    TlsSetup(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void applyTo(OkHttpClient.Builder http) {
        boolean pinned = endpoint.trust() instanceof TlsTrust.Pins;
        try {
            X509ExtendedTrustManager trust = trust();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            http.sslSocketFactory(new NamedSockets(context.getSocketFactory(), endpoint.serverName(), !pinned), trust);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("this Java has no usable TLS", impossible);
        }
        HostnameVerifier standard = http.build().hostnameVerifier();
        http.hostnameVerifier((host, session) ->
                pinned || standard.verify(endpoint.serverName().orElse(host), session));
    }

    private X509ExtendedTrustManager trust() throws GeneralSecurityException, IOException {
        if (endpoint.trust() instanceof TlsTrust.Pins pins) {
            return new PinnedTrust(pins.fingerprints());
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate certificate : ((TlsTrust.Authority) endpoint.trust()).certificates()) {
            store.setCertificateEntry(Fingerprints.of(certificate), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager standard) {
                return new NodeTrust(standard);
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
