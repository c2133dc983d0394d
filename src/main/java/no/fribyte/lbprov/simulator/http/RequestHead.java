package no.fribyte.lbprov.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The request line and headers of a request, with the limits and refusals of pve-http-server. */
record RequestHead(String method, String path, String query, String version, Map<String, String> headers) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");
    private static final int MAX_BYTES = 8 * 1024;
    private static final int MAX_HEADERS = 64;

    /** Reads a head; empty when the client closed the connection between two requests. */
    static Optional<RequestHead> read(InputStream in) throws IOException, RefusedRequest {
        Optional<String> first = line(in, MAX_BYTES);
        while (first.isPresent() && first.get().isEmpty()) {
            first = line(in, MAX_BYTES);
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = first.get().split(" ", -1);
        if (parts.length != 3) {
            throw new RefusedRequest(400, "bad request");
        }
        if (!parts[2].startsWith("HTTP/1.")) {
            throw new RefusedRequest(
                    506, "http protocol version " + parts[2].replaceFirst("^HTTP/", "") + " not supported");
        }
        if (parts[1].matches("[^/]*@.*")) {
            throw new RefusedRequest(400, "invalid url");
        }
        int mark = parts[1].indexOf('?');
        String path = mark < 0 ? parts[1] : parts[1].substring(0, mark);
        String query = mark < 0 ? "" : parts[1].substring(mark + 1);
        RequestHead head = new RequestHead(parts[0], path, query, parts[2], headers(in));
        head.check();
        return Optional.of(head);
    }

    private static Map<String, String> headers(InputStream in) throws IOException, RefusedRequest {
        Map<String, String> headers = new HashMap<>();
        int room = MAX_BYTES;
        for (int count = 1; ; count++) {
            String line = line(in, room).orElseThrow(EOFException::new);
            // the blank line at the end counts as well
            if (count >= MAX_HEADERS) {
                throw new RefusedRequest(501, "too many http header lines (> 64)");
            }
            if (line.isEmpty()) {
                return headers;
            }
            room -= line.length();
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
            }
        }
    }

    private static Optional<String> line(InputStream in, int room) throws IOException, RefusedRequest {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String text = line.toString(ISO_8859_1);
                return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            }
            line.write(b);
            if (line.size() > room) {
                throw new RefusedRequest(501, "http header too large");
            }
        }
        return Optional.empty();
    }

    private void check() throws RefusedRequest {
        if (!METHODS.contains(method)) {
            throw new RefusedRequest(501, "method '" + method + "' not available");
        }
        String coding = headers.getOrDefault("transfer-encoding", "");
        if (coding.equalsIgnoreCase("chunked")) {
            throw new RefusedRequest(501, "chunked transfer encoding not supported");
        }
        if (!coding.isEmpty()) {
            throw new RefusedRequest(501, "Unknown transfer encoding '" + coding + "'");
        }
        if (!headers.getOrDefault("content-length", "0").matches("\\d{1,18}")) {
            throw new RefusedRequest(400, "bad content length");
        }
    }

    long length() {
        return Long.parseLong(headers.getOrDefault("content-length", "0"));
    }

    boolean wantsKeepAlive() {
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        return version.equals("HTTP/1.0") ? connection.contains("keep-alive") : !connection.contains("close");
    }

    boolean takesGzip() {
        return headers.getOrDefault("accept-encoding", "").contains("gzip");
    }
}
