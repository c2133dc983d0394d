package no.fribyte.lbprov.simulator.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.simulator.access.Percent;
import no.fribyte.lbprov.simulator.access.Principal;
import no.fribyte.lbprov.simulator.access.Rights;
import no.fribyte.lbprov.simulator.access.Tokens;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.http.ConnectionDropped;
import no.fribyte.lbprov.simulator.http.Exchange;
import no.fribyte.lbprov.simulator.http.Multipart;
import no.fribyte.lbprov.simulator.http.Request;
import no.fribyte.lbprov.simulator.http.Response;

/** One node's pveproxy: authenticates, reads parameters, has the call done, and wraps its answer. */
public final class ApiExchange implements Exchange {
    private static final System.Logger LOG = System.getLogger(ApiExchange.class.getName());
    private static final Pattern API = Pattern.compile("/api2/+json(/.*)?");
    private static final Pattern UPLOAD = Pattern.compile("/nodes/[^/]+/storage/([^/]+)/upload");

    private final Site site;
    private final String node;
    private final Dispatch dispatch;
    private final BodyReader bodies = new BodyReader();

    public ApiExchange(Site site, String node) {
        this.site = site;
        this.node = node;
        this.dispatch = new Dispatch(site, node);
    }

    @Override
    public Response answer(Request request) throws IOException {
        try {
            return authenticated(request);
        } catch (ConnectionDropped dropped) {
            throw dropped;
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "the simulator cannot answer " + request.path(), bug);
            return dispatch.error(500, "internal error of the simulator: " + bug);
        }
    }

    private Response authenticated(Request request) throws IOException {
        if (site.faults().isInVain(node)) {
            throw new ConnectionDropped();
        }
        Matcher api = API.matcher(Percent.decode(request.path(), false));
        if (!api.matches()) {
            return Response.empty(501, request.path().startsWith("/api2") ? "no such uri" : "no such file");
        }
        String path =
                "/" + String.join("/", pieces(Optional.ofNullable(api.group(1)).orElse("")));
        if (path.equals("/access/ticket")) {
            return reply(request, path, new Principal("", Optional.empty(), false), new TreeMap<>());
        }
        Optional<String> token = request.header("authorization").flatMap(Tokens::value);
        if (token.isEmpty()) {
            return refused(401, "No ticket");
        }
        Optional<Principal> caller =
                site.ledger().at(effects -> Tokens.verify(effects.world().spec(), token.get(), effects.now()));
        if (caller.isEmpty() || site.faults().haveTokensExpired()) {
            return refused(401, "Authentication failed!");
        }
        Matcher upload = UPLOAD.matcher(path);
        if (request.method().equals("POST") && upload.matches()) {
            return upload(request, path, upload.group(1), caller.get());
        }
        return ordinary(request, path, caller.get());
    }

    static List<String> pieces(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    /** Proxmox lets failed logins wait, so that guessing is slow; the answer has no body. */
    private Response refused(int status, String reason) {
        pause(site.authDelay());
        return Response.empty(status, reason);
    }

    private Response ordinary(Request request, String path, Principal caller) throws IOException {
        boolean takesBody = request.method().equals("POST") || request.method().equals("PUT");
        if (request.length() > 0 && !takesBody) {
            return Response.empty(501, "Unexpected content for method '" + request.method() + "'");
        }
        if (request.length() > site.version().maxBody()) {
            return Response.empty(501, "for data too large");
        }
        String type = request.header("content-type").orElse("").replaceFirst("\\s*;.*", "");
        Map<String, Object> params = new TreeMap<>();
        if (takesBody && request.length() > 0) {
            switch (type) {
                case "", "application/x-www-form-urlencoded" ->
                    params.putAll(BodyReader.form(new String(request.bytes(), UTF_8)));
                case "application/json" -> {
                    try {
                        params.putAll(bodies.json(request.bytes()));
                    } catch (ApiError malformed) {
                        return Response.empty(malformed.status(), malformed.text());
                    }
                }
                default -> {
                    return Response.empty(506, "upload 'Content-Type '" + type + "' not implemented");
                }
            }
        }
        return reply(request, path, caller, params);
    }

    private Response reply(Request request, String path, Principal caller, Map<String, Object> params) {
        params.putAll(BodyReader.form(request.query()));
        params.remove("_dc");
        return faulty(request.method(), path, caller, params);
    }

    private Response upload(Request request, String path, String storage, Principal caller) throws IOException {
        boolean may = site.ledger()
                .at(effects -> new Rights(
                                effects.world(), caller, site.version().hasAgentPrivileges())
                        .has("/storage/" + storage, "Datastore.AllocateTemplate"));
        if (!may) {
            return refused(403, "Permission check failed (/storage/" + storage + ", Datastore.AllocateTemplate)");
        }
        Optional<String> boundary = request.header("content-type").flatMap(Multipart::boundary);
        if (boundary.isEmpty()) {
            return ordinary(request, path, caller);
        }
        UploadReader reader = new UploadReader(site.ledger().files());
        Optional<Map<String, Object>> params = reader.read(request, boundary.get());
        if (params.isEmpty() || request.query().contains(UploadReader.FILE)) {
            return Response.empty(501, "upload failed");
        }
        String received = String.valueOf(params.get().get(UploadReader.FILE));
        Response response = reply(request, path, caller, params.get());
        if (response.status() >= 400) {
            reader.discard(received);
        }
        return response.closing();
    }

    private Response faulty(String method, String path, Principal caller, Map<String, Object> params) {
        List<Fault> faults = site.faults().strike(method, path);
        // what has just happened may be the end of this very call
        if (site.faults().isInVain(node)) {
            throw new ConnectionDropped();
        }
        if (site.faults().haveTokensExpired()) {
            return refused(401, "Authentication failed!");
        }
        for (Fault fault : faults) {
            if (fault instanceof Fault.Hang hang) {
                pause(hang.time());
            } else if (fault instanceof Fault.DropBeforeWork) {
                throw new ConnectionDropped();
            } else if (fault instanceof Fault.Refuse refuse) {
                boolean bare = refuse.status() == 401 || refuse.status() >= 502;
                Response refused = bare
                        ? Response.empty(refuse.status(), refuse.reason())
                        : dispatch.error(refuse.status(), refuse.reason());
                log(method, path, params, refused);
                return refused;
            }
        }
        Response response = dispatch.answer(method, path, caller, params, faults);
        log(method, path, params, response);
        for (Fault fault : faults) {
            if (fault instanceof Fault.DropAfterWork) {
                throw new ConnectionDropped();
            } else if (fault instanceof Fault.AnswerAfterWork other) {
                return Response.empty(other.status(), other.reason());
            }
        }
        return response;
    }

    private void log(String method, String path, Map<String, Object> params, Response response) {
        if (!method.equals("GET")) {
            site.writes().add(method, path, params, response.status());
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ConnectionDropped();
        }
    }
}
