package no.fribyte.lbprov.doctor;

import static no.fribyte.lbprov.doctor.Examined.certificate;
import static no.fribyte.lbprov.doctor.Examined.way;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import no.fribyte.lbprov.proxmox.TlsTrust;
import org.junit.jupiter.api.Test;

class CertificateCheckTest {
    private static final TlsTrust PIN = new TlsTrust.Pins(Set.of("AB:".repeat(31) + "AB"));

    private static String pluto(Duration left, TlsTrust trust) {
        return new Examined()
                .trust(trust)
                .ways(way("192.0.2.1", "203.0.113.7", certificate(left), "192.0.2.1"))
                .told(CertificateCheck::section)
                .get(0);
    }

    private static TlsTrust authority(Duration left) {
        return new TlsTrust.Authority(certificate(left).certificatePem());
    }

    @Test
    void a_pin_is_said_to_break_at_renewal() {
        assertThat(pluto(Duration.ofDays(31), PIN))
                .isEqualTo("OK pluto: pinned, valid until 2026-07-02; renewal, by then at the latest, breaks the pin"
                        + " (tls: {ca: ...} would last)");
    }

    @Test
    void a_pinned_certificate_that_is_near_its_end_is_a_warning_with_the_new_pin() {
        assertThat(pluto(Duration.ofDays(29), PIN))
                .startsWith("WARNING the certificate of pluto expires on 2026-06-30 | it is pinned: once it is renewed,"
                        + " lbprov trusts the node no more | after renewal, on pluto: openssl x509 -noout -fingerprint"
                        + " -sha256 -in /etc/pve/local/pve-ssl.pem\nadd what it prints to tls: {pins: [...]}");
    }

    @Test
    void a_pinned_certificate_that_has_expired_is_an_error_although_lbprov_would_go_on() {
        assertThat(pluto(Duration.ofDays(-1), PIN))
                .startsWith("ERROR the certificate of pluto expired on 2026-05-31 | lbprov goes by the pin");
    }

    @Test
    void thirty_days_is_the_limit_with_a_ca_too() {
        TlsTrust ca = authority(Duration.ofDays(3650));

        assertThat(pluto(Duration.ofDays(31), ca))
                .isEqualTo("OK pluto: vouched for by the inventory's CA, name right, valid until 2026-07-02");
        assertThat(pluto(Duration.ofDays(29), ca)).startsWith("WARNING the certificate of pluto expires");
    }

    @Test
    void a_ca_near_its_end_is_told_once() {
        assertThat(new Examined().trust(authority(Duration.ofDays(10))).told(CertificateCheck::section))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("WARNING the inventory's CA CN=")
                .contains(" expires on 2026-06-11 | no certificate that it signed is trusted then");
    }
}
