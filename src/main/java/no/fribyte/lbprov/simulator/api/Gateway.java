package no.fribyte.lbprov.simulator.api;

/** The node that a call was passed on to did not answer: an empty answer with a pseudo status. */
final class Gateway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Gateway(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
