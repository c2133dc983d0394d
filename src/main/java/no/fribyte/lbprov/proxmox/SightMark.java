package no.fribyte.lbprov.proxmox;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import no.fribyte.lbprov.model.IpAddress;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Response;

/** Notes what is seen of a connection while a call is made. */
final class SightMark extends EventListener {
    private final Supplier<Instant> clock;
    private volatile Optional<Sight.Connected> connected = Optional.empty();

    SightMark(Supplier<Instant> clock) {
        this.clock = clock;
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        Handshake handshake = connection.handshake();
        if (handshake == null) {
            return;
        }
        for (Certificate leaf : handshake.peerCertificates()) {
            if (leaf instanceof X509Certificate certificate) {
                IpAddress from = new IpAddress(connection.socket().getLocalAddress());
                connected = Optional.of(new Sight.Connected(from, certificate, Optional.empty(), clock.get()));
                return;
            }
        }
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        Optional<Instant> date = Optional.ofNullable(response.headers().getInstant("Date"));
        connected = connected.map(seen -> new Sight.Connected(seen.from(), seen.certificate(), date, clock.get()));
    }

    Optional<Sight.Connected> connected() {
        return connected;
    }
}
