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

    private final Site site;
    private final String node;
    private final Dispatch dispatch;
    private final Doorkeeper doorkeeper;
    private final BodyReader bodies = new BodyReader();

    public ApiExchange(Site site, String node) {
        this.site = site;
        this.node = node;
        this.dispatch = new Dispatch(site, node);
        this.doorkeeper = new Doorkeeper(site);
    }

    @Override
    public Response answer(Request request) throws IOException {
        Response response = tried(request);
        site.witnesses().forEach(witness -> witness.saw(request, response));
        return response;
    }

    private Response tried(Request request) throws IOException {
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
        if (site.isInVain(node)) {
            throw new ConnectionDropped();
        }
        Matcher api = API.matcher(Percent.decode(request.path(), false));
        if (!api.matches()) {
            return Response.empty(501, request.path().startsWith("/api2") ? "no such uri" : "no such file");
        }
        String path =
                "/" + String.join("/", pieces(Optional.ofNullable(api.group(1)).orElse("")));
        try {
            Principal caller = doorkeeper.admit(request, path);
            Optional<String> boundary = Doorkeeper.uploadsTo(request, path)
                    .flatMap(storage -> request.header("content-type").flatMap(Multipart::boundary));
            return boundary.isPresent()
                    ? upload(request, path, boundary.get(), caller)
                    : ordinary(request, path, caller);
        } catch (ApiError unknown) {
            // Proxmox lets failed logins wait, so that guessing is slow; the answer has no body
            pause(site.authDelay());
            return Response.empty(unknown.status(), unknown.text());
        }
    }

    static List<String> pieces(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    private Response ordinary(Request request, String path, Principal caller) throws IOException {
        boolean takesBody = request.method().equals("POST") || request.method().equals("PUT");
        if (request.length() > 0 && !takesBody) {
            return Response.empty(501, "Unexpected content for method '" + request.method() + "'");
        }
        if (request.length() > site.version().maxBody()) {
            return Response.empty(501, "for data too large");
        }
        String sent = request.header("content-type").orElse("");
        String type = sent.replaceFirst("\\s*[;,].*", "");
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
                    return Response.empty(506, "upload 'Content-Type '" + sent + "' not implemented");
                }
            }
        }
        return reply(request, path, caller, params);
    }

    private Response reply(Request request, String path, Principal caller, Map<String, Object> params) {
        params.putAll(BodyReader.form(request.query()));
        params.remove("_dc");
        Response response = faulty(request.method(), path, caller, params);
        if (response.status() == 401) {
            pause(site.authDelay());
        }
        return response;
    }

    private Response upload(Request request, String path, String boundary, Principal caller) throws IOException {
        UploadReader reader = new UploadReader(site.ledger().files());
        Optional<Map<String, Object>> params = reader.read(request, boundary);
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
        if (site.isInVain(node)) {
            throw new ConnectionDropped();
        }
        if (site.faults().haveTokensExpired()) {
            return Response.empty(401, "Authentication failed!");
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
