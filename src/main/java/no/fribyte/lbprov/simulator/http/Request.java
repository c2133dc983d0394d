package no.fribyte.lbprov.simulator.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * One request whose head has been read; the body still lies in the connection.
 *
 * @param path percent-encoded, without the query
 * @param query percent-encoded, empty when there is none
 * @param headers by lower-case name; repeated ones are joined by a comma
 */
public record Request(
        String method, String path, String query, Map<String, String> headers, long length, InputStream body) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The whole body; callers check {@link #length} first. */
    public byte[] bytes() throws IOException {
        return body.readAllBytes();
    }
}
