package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A client that knows HTTP and nothing of lbprov: what it sees, any other would see too. */
final class PlainClient {
    static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

    private final URI endpoint;
    private final Map<String, String> headers;
    private final OkHttpClient http;

    private PlainClient(URI endpoint, Map<String, String> headers, OkHttpClient http) {
        this.endpoint = endpoint;
        this.headers = Map.copyOf(headers);
        this.http = http;
    }

    /** An answer; {@code json} is missing when there is no body. */
    record Answer(int status, String reason, String body, JsonNode json, boolean closes) {
        JsonNode data() {
            assertThat(status).as(reason + " " + body).isEqualTo(200);
            return json.path("data");
        }

        String error(String parameter) {
            return json.path("errors").path(parameter).asString("");
        }
    }

    static PlainClient of(SimulatorAccess simulator, String node) {
        HandshakeCertificates.Builder trust = new HandshakeCertificates.Builder();
        certificates(simulator.caPem()).forEach(trust::addTrustedCertificate);
        HandshakeCertificates certificates = trust.build();
        OkHttpClient http = new OkHttpClient.Builder()
                .protocols(java.util.List.of(Protocol.HTTP_1_1))
                .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
                .connectionPool(new ConnectionPool(5, 3, java.util.concurrent.TimeUnit.SECONDS))
                .retryOnConnectionFailure(false)
                .callTimeout(Duration.ofSeconds(20))
                .build();
        return new PlainClient(
                simulator.endpoint(node),
                Map.of("Authorization", "PVEAPIToken=" + simulator.tokenId() + "=" + simulator.tokenSecret()),
                http);
    }

    @SuppressWarnings("unchecked")
    private static Collection<X509Certificate> certificates(String pem) {
        try {
            return (Collection<X509Certificate>) (Collection<?>) CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.cert.CertificateException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Another {@code Authorization}. */
    PlainClient with(String authorization) {
        return header("Authorization", authorization);
    }

    PlainClient header(String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return new PlainClient(endpoint, changed, http);
    }

    PlainClient anonymous() {
        return new PlainClient(endpoint, Map.of(), http);
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer delete(String path) {
        return call("DELETE", path, null);
    }

    Answer post(String path, Map<String, String> form) {
        return call("POST", path, form(form));
    }

    Answer put(String path, Map<String, String> form) {
        return call("PUT", path, form(form));
    }

    static RequestBody form(Map<String, String> form) {
        String text = form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return RequestBody.create(text.getBytes(StandardCharsets.UTF_8), FORM);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Answer call(String method, String path, @Nullable RequestBody body) {
        Request.Builder request = new Request.Builder().url(endpoint + "/api2/json" + path);
        headers.forEach(request::header);
        try (Response response =
                http.newCall(request.method(method, body).build()).execute()) {
            String text = response.body().string();
            JsonNode json = text.isEmpty()
                    ? JsonNodeFactory.instance.missingNode()
                    : JsonMapper.builder().build().readTree(text);
            return new Answer(
                    response.code(), response.message(), text, json, "close".equals(response.header("Connection")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a task of an instant simulator, which needs one look, and returns how it ended. */
    String task(Answer started) {
        String upid = started.data().asString();
        String node = upid.split(":", -1)[1];
        return get("/nodes/" + node + "/tasks/" + upid + "/status")
                .data()
                .path("exitstatus")
                .asString("running");
    }

    Answer upload(String node, String storage, String name, byte[] content) {
        String boundary = "b0undary";
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\niso\r\n--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\"filename\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
        body.writeBytes(head);
        body.writeBytes(content);
        body.writeBytes(tail);
        return call(
                "POST",
                "/nodes/" + node + "/storage/" + storage + "/upload",
                RequestBody.create(body.toByteArray(), MediaType.get("multipart/form-data; boundary=" + boundary)));
    }
}
