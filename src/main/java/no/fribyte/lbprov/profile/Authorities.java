package no.fribyte.lbprov.profile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.TlsDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Reads the CA files that an inventory names. */
final class Authorities {
    private final Map<String, String> pems = new HashMap<>();

    /** Reads each file once; one that is no certificate is a problem. */
    static Authorities of(InventoryDraft inventory, Path inventoryFile, Findings findings) {
        Authorities authorities = new Authorities();
        inventory
                .nodes()
                .forEach(node -> node.value()
                        .settings()
                        .tls()
                        .flatMap(TlsDraft::ca)
                        .ifPresent(ca -> authorities.read(inventoryFile.resolveSibling(ca.value()), ca, findings)));
        return authorities;
    }

    Optional<String> pem(String ca) {
        return Optional.ofNullable(pems.get(ca));
    }

    private void read(Path file, Placed<String> ca, Findings findings) {
        if (pems.containsKey(ca.value())) {
            return;
        }
        try {
            String pem = Files.readString(file, StandardCharsets.US_ASCII);
            boolean empty = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .isEmpty();
            if (empty) {
                throw new CertificateException("no certificate in it");
            }
            pems.put(ca.value(), pem);
        } catch (IOException e) {
            findings.error(
                    ca.where(),
                    "the CA file " + ca.value() + " cannot be read",
                    "it is looked for in the folder of " + ca.where().file(),
                    "copy /etc/pve/pve-root-ca.pem of a node to it");
        } catch (CertificateException e) {
            findings.error(
                    ca.where(),
                    "the CA file " + ca.value() + " holds no certificate",
                    "it has to be PEM, beginning with -----BEGIN CERTIFICATE-----",
                    "copy /etc/pve/pve-root-ca.pem of a node to it");
        }
    }
}
