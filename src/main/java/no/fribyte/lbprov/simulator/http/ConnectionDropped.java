package no.fribyte.lbprov.simulator.http;

/** Thrown by an exchange to end the connection without an answer. */
public final class ConnectionDropped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConnectionDropped() {
        super("connection dropped on purpose", null, false, false);
    }
}
