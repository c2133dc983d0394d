package no.fribyte.lbprov.model;

/** How haproxy finds out whether a server works. */
public sealed interface Check {
    /** A TCP connection. */
    record Tcp() implements Check {}

    /** A TLS handshake; the certificate is not verified. */
    record Tls() implements Check {}

    /**
     * An HTTP GET.
     *
     * @param path beginning with a slash
     * @param status the status expected
     * @param tls whether over TLS
     */
    record Http(String path, int status, boolean tls) implements Check {}

    /** No check: the server counts as up. */
    record None() implements Check {}
}
