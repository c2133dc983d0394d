package no.fribyte.lbprov.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import no.fribyte.lbprov.simulator.world.PrivateFiles;
import okhttp3.tls.HeldCertificate;

/** The CA of a site, which stays with its world, and the nodes' certificates that it signs. */
final class Certificates {
    private static final int CA_YEARS = 10;
    private static final int LEAF_YEARS = 2;

    private final HeldCertificate authority;

    private Certificates(HeldCertificate authority) {
        this.authority = authority;
    }

    /** Reads the CA with its key, or makes one. */
    static Certificates in(Path directory, String name) {
        Path file = directory.resolve("authority.pem");
        try {
            if (Files.exists(file)) {
                return new Certificates(HeldCertificate.decode(Files.readString(PrivateFiles.closed(file))));
            }
            HeldCertificate made = authority("simulated " + name);
            PrivateFiles.directory(directory);
            Path next = directory.resolve("authority.pem.new");
            PrivateFiles.write(next, (made.certificatePem() + made.privateKeyPkcs8Pem()).getBytes(US_ASCII));
            Files.move(next, file, ATOMIC_MOVE);
            return new Certificates(made);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + file, e);
        }
    }

    /** Of somebody else, whom nobody has a reason to trust. */
    static Certificates ofStranger() {
        return new Certificates(authority("a stranger"));
    }

    private static HeldCertificate authority(String whose) {
        return new HeldCertificate.Builder()
                .certificateAuthority(0)
                .commonName("Proxmox Virtual Environment (" + whose + ")")
                .duration(CA_YEARS * 365L, TimeUnit.DAYS)
                .build();
    }

    String caPem() {
        return authority.certificatePem();
    }

    /** What a node's listener shows; signed anew at every start, as real nodes renew theirs. */
    SSLContext forNode(String node, String address) {
        HeldCertificate leaf = new HeldCertificate.Builder()
                .signedBy(authority)
                .commonName(node)
                .addSubjectAlternativeName("127.0.0.1")
                .addSubjectAlternativeName("::1")
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName(node)
                .addSubjectAlternativeName(address)
                .duration(LEAF_YEARS * 365L, TimeUnit.DAYS)
                .build();
        try {
            return context(leaf);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot use the certificate of " + node, e);
        }
    }

    /** OkHttp would do the same with PKCS #12, whose 10,000 rounds of hashing take longer than all the rest of a start. */
    private static SSLContext context(HeldCertificate leaf) throws GeneralSecurityException, IOException {
        char[] password = {};
        KeyStore keys = KeyStore.getInstance("JKS");
        keys.load(null, password);
        keys.setKeyEntry("node", leaf.keyPair().getPrivate(), password, new Certificate[] {leaf.certificate()});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
