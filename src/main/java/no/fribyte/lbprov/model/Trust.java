package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** How a node's certificate is verified; there is no way to turn that off. */
public sealed interface Trust {
    /** The CA's certificates, in PEM; the server's name is checked too. */
    record Authority(String pem) implements Trust {
        public Authority {
            requireNonNull(pem, "pem");
        }
    }

    /** SHA-256 fingerprints of leaf certificates, as openssl prints them; they replace the check of the name. */
    record Pins(Set<String> fingerprints) implements Trust {
        public Pins {
            fingerprints = Set.copyOf(fingerprints);
        }
    }
}
