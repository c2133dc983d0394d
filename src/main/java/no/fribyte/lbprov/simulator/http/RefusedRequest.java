package no.fribyte.lbprov.simulator.http;

/** A request that the HTTP layer refuses by itself, with an empty body. */
final class RefusedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedRequest(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    Response response() {
        return Response.empty(status, String.valueOf(getMessage()));
    }
}
