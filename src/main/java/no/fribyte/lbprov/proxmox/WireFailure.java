package no.fribyte.lbprov.proxmox;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** No answer came; says whether any byte of the request may have reached the server. */
final class WireFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;
    private final boolean untrusted;

    WireFailure(boolean sent, boolean untrusted, String text, Throwable cause) {
        super(text, cause);
        this.sent = sent;
        this.untrusted = untrusted;
    }

    /** No address brought an answer. */
    static WireFailure everywhere(List<WireFailure> failures) {
        String text = failures.stream().map(WireFailure::text).collect(Collectors.joining("; "));
        return new WireFailure(
                failures.stream().anyMatch(WireFailure::sent),
                failures.stream().anyMatch(WireFailure::untrusted),
                text,
                failures.get(failures.size() - 1));
    }

    WireFailure at(ApiAddress address) {
        return new WireFailure(sent, untrusted, address + ": " + text(), this);
    }

    boolean sent() {
        return sent;
    }

    boolean untrusted() {
        return untrusted;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
