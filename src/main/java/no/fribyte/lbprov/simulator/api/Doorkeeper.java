package no.fribyte.lbprov.simulator.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.simulator.access.AuthHeader;
import no.fribyte.lbprov.simulator.access.Logins;
import no.fribyte.lbprov.simulator.access.Principal;
import no.fribyte.lbprov.simulator.access.Rights;
import no.fribyte.lbprov.simulator.http.Request;

/** Finds out who calls before anything else is looked at; whom it does not know gets no body. */
record Doorkeeper(Site site) {
    private static final Pattern UPLOAD = Pattern.compile("/nodes/[^/]+/storage/([^/]+)/upload");
    private static final String COOKIE = "PVEAuthCookie";
    private static final Principal NOBODY = new Principal("", Optional.empty(), false);

    /** The storage that a request uploads to, if it does. */
    static Optional<String> uploadsTo(Request request, String path) {
        Matcher upload = UPLOAD.matcher(path);
        return request.method().equals("POST") && upload.matches() ? Optional.of(upload.group(1)) : Optional.empty();
    }

    /** The caller; an {@link ApiError} with its reason when there is none, or none that may upload. */
    Principal admit(Request request, String path) {
        if (path.equals("/access/ticket")
                && (request.method().equals("GET") || request.method().equals("POST"))) {
            return NOBODY;
        }
        Principal caller =
                ticket(request).map(ticket -> byTicket(request, path, ticket)).orElseGet(() -> byToken(request));
        uploadsTo(request, path).ifPresent(storage -> checkUpload(caller, storage));
        return caller;
    }

    /** A cookie comes before the header, and a ticket before a token. */
    private static Optional<String> ticket(Request request) {
        return AuthHeader.value(request.header("cookie"), COOKIE)
                .or(() -> AuthHeader.value(request.header("authorization"), COOKIE));
    }

    private Principal byTicket(Request request, String path, String ticket) {
        Principal caller = site.ledger()
                .at(effects -> site.tickets()
                        .user(ticket, effects.now())
                        .flatMap(user -> Logins.user(effects.world().spec(), user, effects.now())))
                .orElseThrow(() -> ApiError.unknownCaller("permission denied - invalid PVE ticket"));
        String guard = request.header("csrfpreventiontoken").orElse("");
        // the real one exempts uploads, for forms in a browser
        boolean guarded = request.method().equals("GET")
                || uploadsTo(request, path).isPresent()
                || site.ledger().at(effects -> site.tickets().isGuard(caller.user(), guard, effects.now()));
        if (!guarded) {
            throw ApiError.unknownCaller("Permission denied - invalid csrf token");
        }
        return caller;
    }

    private Principal byToken(Request request) {
        String token = AuthHeader.value(request.header("authorization"), "PVEAPIToken")
                .orElseThrow(() -> ApiError.unknownCaller("No ticket"));
        return site.ledger()
                .at(effects -> Logins.token(effects.world().spec(), token, effects.now()))
                .filter(caller -> !site.faults().haveTokensExpired())
                .orElseThrow(() -> ApiError.unknownCaller("Authentication failed!"));
    }

    private void checkUpload(Principal caller, String storage) {
        String path = "/storage/" + storage;
        String right = "Datastore.AllocateTemplate";
        boolean may = site.ledger()
                .at(effects ->
                        new Rights(effects.world(), caller, site.version().hasAgentPrivileges()).has(path, right));
        if (!may) {
            throw ApiError.forbidden(path + ", " + right);
        }
    }
}
