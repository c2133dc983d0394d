package no.fribyte.lbprov.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.proxmox.ProxmoxFailure.Kind;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That we speak to the node we mean and to nobody else. */
class TrustTest {
    private static final String VERSION = "{\"version\":\"9.1.1\"}";
    private static final String FINGERPRINT = Fingerprints.of(TestNode.CERTIFICATE.certificate());
    private static final String OTHER = "AB:".repeat(31) + "AB";

    @SuppressWarnings("NullAway.Init")
    private TestNode node;

    @BeforeEach
    void open() throws IOException {
        node = new TestNode();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void the_name_in_the_certificate_may_differ_from_the_address_when_it_is_configured() throws Exception {
        node.answers(VERSION);

        node.client(with(TestNode.authority(), Optional.of("pluto.example"))).version();

        assertThat(node.received().getHandshakeServerNames()).containsExactly("pluto.example");
    }

    @Test
    void another_name_than_the_configured_one_is_refused_and_both_are_shown() {
        ProxmoxFailure failure = refusal(with(TestNode.authority(), Optional.of("fergus.example")));

        assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
        assertThat(failure.text())
                .contains("certificate is for pluto.example, 127.0.0.1", "expected name fergus.example", FINGERPRINT);
        assertThat(failure.problem().attempt().orElseThrow()).contains("server name");
        assertThat(node.time.pauses).as("asking again would not help").isEmpty();
    }

    @Test
    void without_a_configured_name_the_host_of_the_address_is_checked() {
        ProxmoxFailure failure = refusal(TestNode.endpoint(
                TestNode.authority(), Optional.empty(), Optional.empty(), "localhost:" + node.server.getPort()));

        assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
        assertThat(failure.text()).contains("expected name localhost");
    }

    @Test
    void a_certificate_of_another_authority_is_refused() {
        HeldCertificate stranger =
                new HeldCertificate.Builder().certificateAuthority(0).build();

        ProxmoxFailure failure = refusal(with(new TlsTrust.Authority(stranger.certificatePem()), Optional.empty()));

        assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
        assertThat(failure.text())
                .contains(FINGERPRINT, "no CA of the inventory vouches for it")
                .doesNotContain("PKIX")
                .doesNotContain("sun.");
    }

    @Test
    void a_pin_replaces_the_name_check_and_may_be_written_in_any_usual_way() {
        node.answers(VERSION);
        TlsTrust trust =
                new TlsTrust.Pins(Set.of(OTHER, FINGERPRINT.replace(":", "").toLowerCase(Locale.ROOT)));

        ProxmoxClient client = node.client(with(trust, Optional.of("fergus.example")));

        assertThat(client.version().major()).isEqualTo(9);
    }

    @Test
    void a_wrong_pin_shows_the_fingerprint_found_and_the_one_expected() {
        ProxmoxFailure failure = refusal(with(TestNode.pin(OTHER), Optional.empty()));

        assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
        assertThat(failure.problem().line())
                .startsWith("cannot read the version of Proxmox VE through pluto; " + node.address()
                        + ": the certificate's fingerprint is " + FINGERPRINT + ", expected " + OTHER);
    }

    @Test
    void trust_that_is_no_trust_cannot_be_made() {
        assertThatThrownBy(() -> new TlsTrust.Pins(Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TlsTrust.Pins(Set.of("AB:CD"))).hasMessageContaining("32 hex bytes");
        assertThatThrownBy(() -> new TlsTrust.Authority("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_address_with_the_certificate_of_someone_else_is_passed_over() throws Exception {
        HeldCertificate other = new HeldCertificate.Builder().build();
        try (TestNode stranger = new TestNode(
                new HandshakeCertificates.Builder().heldCertificate(other).build())) {
            node.answers(VERSION);
            ProxmoxClient client = node.client(TestNode.endpoint(
                    TestNode.pin(FINGERPRINT), Optional.empty(), Optional.empty(), stranger.address(), node.address()));

            assertThat(client.version().major()).isEqualTo(9);
            assertThat(node.server.getRequestCount()).isEqualTo(1);
        }
    }

    private ProxmoxFailure refusal(Endpoint endpoint) {
        return Attempt.of(node.client(endpoint)::version).failure().orElseThrow();
    }

    private Endpoint with(TlsTrust trust, Optional<String> name) {
        return TestNode.endpoint(trust, name, Optional.empty(), node.address());
    }
}
