package no.fribyte.lbprov.simulator.http;

import java.util.Optional;

/** An answer; a status of 300 and more, or {@code close}, ends the connection after it. */
@SuppressWarnings("ArrayRecordComponent")
public record Response(int status, String reason, Optional<String> contentType, byte[] body, boolean close) {

    /** An answer without a body: how Proxmox refuses before it has looked at the call. */
    public static Response empty(int status, String reason) {
        return new Response(status, reason, Optional.empty(), new byte[0], true);
    }

    public static Response json(int status, String reason, byte[] body) {
        return new Response(status, reason, Optional.of("application/json;charset=UTF-8"), body, false);
    }

    public Response closing() {
        return new Response(status, reason, contentType, body, true);
    }

    boolean endsConnection() {
        return close || status >= 300;
    }
}
