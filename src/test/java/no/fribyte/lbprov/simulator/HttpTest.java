package no.fribyte.lbprov.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** HTTP and authentication as pveproxy does them, down to the bytes where they matter. */
class HttpTest {
    @TempDir
    Path directory;

    private Simulator simulator;
    private PlainClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.instant(directory).withKeepAlive(Duration.ofMillis(300)));
        client = PlainClient.of(simulator, "pluto");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void an_answer_has_the_envelope_and_the_headers_of_a_real_one() {
        Answer answer = client.get("/version");

        assertThat(answer.data().path("release").asString()).isEqualTo("9.1");
        assertThat(answer.reason()).isEqualTo("OK");
        assertThat(answer.closes()).isFalse();
    }

    @Test
    void without_credentials_the_answer_is_empty_and_the_connection_closes() {
        Answer answer = client.anonymous().get("/nodes");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.reason()).isEqualTo("No ticket");
        assertThat(answer.body()).isEmpty();
        assertThat(answer.closes()).isTrue();
    }

    @Test
    void a_wrong_secret_is_no_different_from_an_unknown_token() {
        for (String token : List.of(simulator.tokenId() + "=wrong", "nobody@pve!x=" + simulator.tokenSecret())) {
            Answer answer = client.with("PVEAPIToken=" + token).get("/nodes");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.reason()).isEqualTo("Authentication failed!");
        }
    }

    @Test
    void the_token_may_stand_after_a_blank_and_percent_encoded() {
        String token = simulator.tokenId().replace("!", "%21").replace("@", "%40") + "=" + simulator.tokenSecret();

        assertThat(client.with("PVEAPIToken " + token).get("/nodes").status()).isEqualTo(200);
    }

    @Test
    void an_unknown_call_is_501_with_its_name() {
        Answer answer = client.get("/nodes/pluto/firewall");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.reason()).isEqualTo("Method 'GET /nodes/pluto/firewall' not implemented");
        assertThat(answer.closes()).isTrue();
    }

    @Test
    void json_bodies_are_taken_and_other_types_are_not() {
        RequestBody json = RequestBody.create("{\"disk\":\"scsi0\"}", MediaType.get("application/json"));
        assertThat(client.call("PUT", "/nodes/pluto/qemu/9000/resize", json).error("size"))
                .isEqualTo("property is missing and it is not optional");

        RequestBody text = RequestBody.create("disk=scsi0", MediaType.get("text/plain"));
        assertThat(client.call("PUT", "/nodes/pluto/qemu/9000/resize", text).status())
                .isEqualTo(506);
    }

    @Test
    void a_body_on_delete_is_refused() throws IOException {
        assertThat(raw("DELETE /api2/json/nodes/pluto/qemu/101 HTTP/1.1\r\nHost: x\r\n" + authorization()
                        + "Content-Length: 3\r\n\r\na=b"))
                .startsWith("HTTP/1.1 501 Unexpected content for method 'DELETE'");
    }

    @Test
    void chunks_are_refused() throws IOException {
        assertThat(raw("POST /api2/json/nodes/pluto/qemu HTTP/1.1\r\nHost: x\r\n" + authorization()
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 501 chunked transfer encoding not supported");
    }

    @Test
    void an_idle_connection_is_closed() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("GET /api2/json/version HTTP/1.1\r\nHost: x\r\n" + authorization() + "\r\n")
                            .getBytes(ISO_8859_1));
            String everything = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(everything).contains("Connection: Keep-Alive", "Server: pve-api-daemon/3.0");
        }
    }

    @Test
    void plain_http_is_sent_to_https() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write("POST /x HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine())
                    .isEqualTo("HTTP/1.1 308 Permanent Redirect");
        }
    }

    @Test
    void plain_http_is_sent_to_https_for_good() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write("GET /x HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 301 Moved Permanently\r\n")
                    .contains("Location: https://");
        }
    }

    @Test
    void other_methods_have_no_answer_but_501() throws IOException {
        for (String method : List.of("HEAD", "PATCH", "OPTIONS")) {
            String answer = raw(method + " /api2/json/version HTTP/1.1\r\n" + authorization() + "\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 501 method '" + method + "' not available\r\n")
                    .endsWith("\r\n\r\n")
                    .contains("Connection: close");
        }
    }

    @Test
    void an_answer_is_of_the_version_of_its_request() throws IOException {
        assertThat(raw("GET /api2/json/version HTTP/1.0\r\n" + authorization() + "\r\n"))
                .startsWith("HTTP/1.0 200 OK\r\n")
                .contains("Connection: close", "Content-Type: application/json;charset=UTF-8");
        assertThat(raw("GET /api2/json/version HTTP/2.0\r\n" + authorization() + "\r\n"))
                .startsWith("HTTP/1.1 506 http protocol version 2.0 not supported\r\n");
    }

    @Test
    void headers_have_limits() throws IOException {
        String start = "GET /api2/json/version HTTP/1.1\r\n" + authorization() + "Connection: close\r\n";

        assertThat(raw(start + "X: y\r\n".repeat(60) + "\r\n")).startsWith("HTTP/1.1 200 OK");
        assertThat(raw(start + "X: y\r\n".repeat(61) + "\r\n")).startsWith("HTTP/1.1 501 too many http header lines");
        assertThat(raw(start + "X: " + "y".repeat(9000) + "\r\n\r\n")).startsWith("HTTP/1.1 501 http header too large");
    }

    @Test
    void long_answers_are_packed_when_asked() throws IOException {
        String request = "GET /api2/json/access/permissions HTTP/1.1\r\n" + authorization() + "Connection: close\r\n";

        assertThat(raw(request + "Accept-Encoding: gzip, deflate\r\n\r\n")).contains("Content-Encoding: gzip");
        assertThat(raw(request + "\r\n")).doesNotContain("Content-Encoding").contains("VM.Audit");
    }

    @Test
    void a_form_is_read_as_perl_reads_it() {
        String path = "/nodes/pluto/qemu/9000/config";
        String body = "description=a+b%2Bc;cores=1&name=&onboot=1=0";

        client.call("PUT", path + "?cores=3&_dc=17", RequestBody.create(body, PlainClient.FORM))
                .data();
        JsonNode config = client.get(path).data();
        assertThat(config.path("description").asString()).isEqualTo("a b+c");
        assertThat(config.path("cores").asInt()).as("the query wins").isEqualTo(3);
        assertThat(config.path("name").asString()).as("an empty field is none").isEqualTo("ubuntu-noble");
        assertThat(config.path("onboot").asInt())
                .as("a second = ends the value")
                .isEqualTo(1);
    }

    @Test
    void a_refused_login_waits() {
        simulator.close();
        simulator = Simulator.start(
                SimulatorOptions.instant(directory.resolve("slow")).withAuthDelay(Duration.ofMillis(120)));
        long begin = System.nanoTime();

        PlainClient.of(simulator, "pluto").with("PVEAPIToken=x").get("/nodes");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void its_files_are_for_its_owner_alone() throws IOException {
        client.upload("pluto", "lbseed", "x.iso", new byte[3]).data();

        List<String> open = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(each -> !each.equals(directory)).toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                boolean lock = file.toString().endsWith(".lock");
                if (!lock && !mode.equals(Files.isDirectory(file) ? "rwx------" : "rw-------")) {
                    open.add(mode + " " + file);
                }
            }
        }
        assertThat(open).isEmpty();
    }

    private int port() {
        URI endpoint = simulator.endpoint("pluto");
        return endpoint.getPort();
    }

    private String authorization() {
        return "Authorization: PVEAPIToken=" + simulator.tokenId() + "=" + simulator.tokenSecret() + "\r\n";
    }

    private String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private Socket connect() throws IOException {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new TrustEverything()}, new SecureRandom());
            return tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** These tests are about bytes; trust is tested by every call of the plain client. */
    private static final class TrustEverything implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
