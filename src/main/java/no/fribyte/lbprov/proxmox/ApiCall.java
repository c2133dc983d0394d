package no.fribyte.lbprov.proxmox;

import java.util.Optional;

/**
 * One call before it is sent.
 *
 * @param attempt what it tries, to follow "cannot": "clone VM 9000 to VM 102 on pluto"
 * @param path below {@code /api2/json}, readable, not yet escaped
 * @param harmless it changes nothing, so it may be repeated
 */
record ApiCall(
        String attempt,
        String method,
        String path,
        Form params,
        Optional<Upload> upload,
        Timeouts.Limit limit,
        boolean harmless) {

    static ApiCall get(String attempt, String path) {
        return new ApiCall(attempt, "GET", path, Form.empty(), Optional.empty(), Timeouts.Limit.READ, true);
    }

    static ApiCall post(String attempt, String path) {
        return write(attempt, "POST", path);
    }

    static ApiCall put(String attempt, String path) {
        return write(attempt, "PUT", path);
    }

    static ApiCall delete(String attempt, String path) {
        return write(attempt, "DELETE", path);
    }

    static ApiCall upload(String attempt, String path, Upload upload) {
        Form shown = upload.shown();
        return new ApiCall(attempt, "POST", path, shown, Optional.of(upload), Timeouts.Limit.UPLOAD, false);
    }

    ApiCall with(Form form) {
        return new ApiCall(attempt, method, path, params.with(form), upload, limit, harmless);
    }

    ApiCall with(String name, String value) {
        return with(Form.empty().with(name, value));
    }

    /** Waits for a guest, not for a node. */
    ApiCall ofGuest() {
        return new ApiCall(attempt, method, path, params, upload, Timeouts.Limit.AGENT, harmless);
    }

    /** A POST that changes nothing. */
    ApiCall changingNothing() {
        return new ApiCall(attempt, method, path, params, upload, limit, true);
    }

    /** GET and DELETE with a body are refused with 501: their parameters travel in the query. */
    boolean hasBody() {
        return method.equals("POST") || method.equals("PUT");
    }

    private static ApiCall write(String attempt, String method, String path) {
        return new ApiCall(attempt, method, path, Form.empty(), Optional.empty(), Timeouts.Limit.WRITE, false);
    }
}
