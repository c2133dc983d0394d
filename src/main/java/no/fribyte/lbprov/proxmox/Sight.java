package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import no.fribyte.lbprov.model.IpAddress;

/**
 * What one address of an endpoint showed when it was asked by itself.
 *
 * @param failure why it brought no answer
 * @param connection absent when there was none that can be trusted
 */
public record Sight(ApiAddress address, Optional<ProxmoxFailure> failure, Optional<Connected> connection) {
    public Sight {
        requireNonNull(address, "address");
        requireNonNull(failure, "failure");
        requireNonNull(connection, "connection");
    }

    public boolean answered() {
        return failure.isEmpty();
    }

    /**
     * A connection whose certificate is trusted.
     *
     * @param from our own address on it
     * @param date what the node's clock said in its answer, in whole seconds
     * @param received what our clock said when it came
     */
    public record Connected(IpAddress from, X509Certificate certificate, Optional<Instant> date, Instant received) {
        public Connected {
            requireNonNull(from, "from");
            requireNonNull(certificate, "certificate");
            requireNonNull(date, "date");
            requireNonNull(received, "received");
        }
    }
}
