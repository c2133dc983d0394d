package no.fribyte.lbprov.proxmox;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.VmId;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A node called pluto on loopback that answers what the test tells it, and a client of it. */
final class TestNode implements AutoCloseable {
    static final NodeName PLUTO = new NodeName("pluto");
    static final VmId VM = new VmId(101);
    static final String UPID = "UPID:pluto:0000ABCD:00112233:65A1B2C3:qmstart:101:lbprov@pve!cli:";
    static final String TOKEN_SECRET = "11111111-2222-3333-4444-555555555555";
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .signedBy(AUTHORITY)
            .commonName("pluto")
            .addSubjectAlternativeName("pluto.example")
            .addSubjectAlternativeName("127.0.0.1")
            .build();

    final MockWebServer server = new MockWebServer();
    final FakeTime time = new FakeTime();
    final StringWriter traced = new StringWriter();
    final Trace trace = new Trace(traced);
    private Optional<ProxmoxClient> client = Optional.empty();

    TestNode() throws IOException {
        this(new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE, AUTHORITY.certificate())
                .build());
    }

    TestNode(HandshakeCertificates certificates) throws IOException {
        server.useHttps(certificates.sslSocketFactory());
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    static TlsTrust authority() {
        return new TlsTrust.Authority(AUTHORITY.certificatePem());
    }

    static TlsTrust pin(String fingerprint) {
        return new TlsTrust.Pins(Set.of(fingerprint));
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    Endpoint endpoint() {
        return endpoint(authority(), Optional.empty(), Optional.empty(), address());
    }

    static Endpoint endpoint(
            TlsTrust trust, Optional<String> name, Optional<InetSocketAddress> socks, String... addresses) {
        return new Endpoint(
                PLUTO,
                Arrays.stream(addresses).map(ApiAddress::parse).toList(),
                name,
                socks,
                trust,
                new TokenId("lbprov@pve!cli"),
                new Secret(TOKEN_SECRET));
    }

    ClientSettings settings() {
        Duration limit = Duration.ofMillis(800);
        return new ClientSettings(
                new Timeouts(Duration.ofSeconds(3), limit, limit, limit, limit),
                Patience.defaults(),
                time,
                time,
                Optional.of(trace));
    }

    synchronized ProxmoxClient client() {
        ProxmoxClient made = client.orElseGet(() -> new ProxmoxClient(endpoint(), settings()));
        client = Optional.of(made);
        return made;
    }

    ProxmoxClient client(Endpoint endpoint) {
        ProxmoxClient made = new ProxmoxClient(endpoint, settings());
        client = Optional.of(made);
        return made;
    }

    VmApi vm() {
        return client().node().vm(VM);
    }

    TestNode answers(String data) {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "application/json;charset=UTF-8")
                .body("{\"data\":" + data + "}")
                .build());
        return this;
    }

    TestNode refuses(String status, String body) {
        server.enqueue(new MockResponse.Builder()
                .status("HTTP/1.1 " + status)
                .body(body)
                .build());
        return this;
    }

    /** Takes the request, does its work, and drops the connection. */
    TestNode dropsAfterWork() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        return this;
    }

    TestNode staysSilent() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        return this;
    }

    RecordedRequest received() throws InterruptedException {
        return Objects.requireNonNull(server.takeRequest(2, TimeUnit.SECONDS), "no request arrived");
    }

    String receivedBody() throws InterruptedException {
        return Objects.requireNonNull(received().getBody(), "no body").utf8();
    }

    List<String> traceLines() {
        return traced.toString().lines().toList();
    }

    @Override
    public void close() {
        client.ifPresent(ProxmoxClient::close);
        server.close();
    }
}
