package no.fribyte.lbprov.simulator.api;

import java.util.Map;
import java.util.TreeMap;

/** An answer that is an error, with Proxmox's own words. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> errors;

    private ApiError(int status, String message, Map<String, String> errors) {
        super(message, null, false, false);
        this.status = status;
        this.errors = new TreeMap<>(errors);
    }

    static ApiError parameters(Map<String, String> errors) {
        return new ApiError(400, "Parameter verification failed.\n", errors);
    }

    static ApiError parameter(String name, String text) {
        return parameters(Map.of(name, text));
    }

    /** {@code what} is {@code /path, Privilege}; empty when an alternative of tests failed. */
    static ApiError forbidden(String what) {
        return new ApiError(
                403, "Permission check failed" + (what.isEmpty() ? "" : " (" + what + ")") + "\n", Map.of());
    }

    /** Nobody may know why a login failed. */
    static ApiError unknownCaller(String text) {
        return new ApiError(401, text + "\n", Map.of());
    }

    /** What Perl's {@code die} in a handler becomes. */
    static ApiError died(String text) {
        return new ApiError(500, text + "\n", Map.of());
    }

    static ApiError notImplemented(String text) {
        return new ApiError(501, text, Map.of());
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    Map<String, String> errors() {
        return errors;
    }
}
