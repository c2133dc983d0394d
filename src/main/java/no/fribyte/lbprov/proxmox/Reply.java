package no.fribyte.lbprov.proxmox;

import java.time.Instant;
import java.util.Optional;

/**
 * What came back: the reason phrase matters, since older nodes put their words nowhere else.
 *
 * @param date by the clock of whoever answered
 */
record Reply(int status, String reason, String body, Optional<Instant> date) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Said by something on the way to the node, which got no answer from it. */
    boolean isOfGateway() {
        return status >= 502 && status <= 504;
    }
}
