package no.fribyte.lbprov.proxmox;

import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends one request and brings its answer. A write that may have arrived is sent once; anything else goes on to the next
 * address, for the usual one may lead through the very pair that does not work now.
 */
final class Wire implements AutoCloseable {
    private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");
    /** The server closes idle connections after 5 s; a write on a connection just closed would be lost. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

    private static final int IDLE_CONNECTIONS = 4;

    private final Endpoint endpoint;
    private final ConnectionPool pool;
    private final Map<Timeouts.Limit, OkHttpClient> clients = new EnumMap<>(Timeouts.Limit.class);
    private final String authorization;
    private final EventListener witness;
    private volatile int preferred;

    /**
     * @param witness of every exchange
     */
    Wire(Endpoint endpoint, Timeouts timeouts, EventListener witness) {
        this.endpoint = endpoint;
        this.witness = witness;
        this.pool = new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS);
        // the server percent-decodes the value and ends it at a semicolon
        this.authorization = "PVEAPIToken=" + Percent.encode(endpoint.tokenId().value(), "@!") + "="
                + Percent.encode(endpoint.tokenSecret().reveal(), "");
        OkHttpClient common = common(timeouts);
        for (Timeouts.Limit limit : Timeouts.Limit.values()) {
            clients.put(limit, limited(common, timeouts.connect(), timeouts.of(limit)));
        }
    }

    Reply exchange(ApiCall call) throws WireFailure {
        List<ApiAddress> addresses = endpoint.addresses();
        List<WireFailure> failures = new ArrayList<>();
        Optional<Reply> gateway = Optional.empty();
        int start = preferred;
        for (int turn = 0; turn < addresses.size(); turn++) {
            int index = (start + turn) % addresses.size();
            try {
                Reply reply = once(call, index);
                if (!reply.isOfGateway()) {
                    preferred = index;
                    return reply;
                }
                if (!call.harmless()) {
                    return reply;
                }
                gateway = Optional.of(reply);
            } catch (WireFailure failed) {
                if ((failed.sent() && !call.harmless())
                        || Thread.currentThread().isInterrupted()) {
                    throw failed;
                }
                failures.add(failed.at(addresses.get(index)));
            }
        }
        return gateway.orElseThrow(() -> WireFailure.everywhere(failures));
    }

    /** Ends what is still under way as well; its threads get "Canceled". */
    @Override
    public void close() {
        clients.values().forEach(client -> client.dispatcher().cancelAll());
        pool.evictAll();
    }

    private Reply once(ApiCall call, int index) throws WireFailure {
        SendingMark mark = new SendingMark();
        Call request =
                client(call.limit()).newCall(request(call, endpoint.addresses().get(index)));
        request.addEventListener(mark);
        request.addEventListener(witness);
        try (Response response = request.execute()) {
            return new Reply(
                    response.code(),
                    response.message(),
                    response.body().string(),
                    Optional.ofNullable(response.headers().getInstant("Date")));
        } catch (IOException failed) {
            throw NetworkWords.failure(failed, mark.sent());
        }
    }

    private Request request(ApiCall call, ApiAddress address) {
        String query = call.hasBody() || call.params().isEmpty()
                ? ""
                : "?" + call.params().encoded();
        String path = "/api2/json" + Percent.encode(call.path(), "/:@!");
        return new Request.Builder()
                .url(HttpUrl.get("https://" + address + path + query))
                .header("Authorization", authorization)
                // no body at all on GET and DELETE, always one with a length on the others
                .method(call.method(), call.hasBody() ? body(call) : null)
                .build();
    }

    private static RequestBody body(ApiCall call) {
        return call.upload().map(Upload::body).orElseGet(() -> formBody(call.params()));
    }

    /** As bytes: to the content type of a string OkHttp would add a charset. */
    private static RequestBody formBody(Form form) {
        return RequestBody.create(form.encoded().getBytes(StandardCharsets.US_ASCII), FORM);
    }

    private OkHttpClient client(Timeouts.Limit limit) {
        OkHttpClient client = clients.get(limit);
        if (client == null) {
            throw new IllegalStateException("no client for " + limit);
        }
        return client;
    }

    private OkHttpClient common(Timeouts timeouts) {
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(pool)
                .connectTimeout(timeouts.connect())
                .proxy(endpoint.socksProxy()
                        .map(proxy -> new Proxy(Proxy.Type.SOCKS, proxy))
                        .orElse(Proxy.NO_PROXY))
                // measured: with it a server that did the work and dropped the connection got a POST twice
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                // OkHttp repeats any request, also a write, when a gateway answers 503 with "Retry-After: 0"
                .addNetworkInterceptor(chain -> chain.proceed(chain.request())
                        .newBuilder()
                        .removeHeader("Retry-After")
                        .build());
        new TlsSetup(endpoint).applyTo(http);
        return http.build();
    }

    private static OkHttpClient limited(OkHttpClient common, Duration connect, Duration limit) {
        return common.newBuilder()
                .readTimeout(limit)
                .writeTimeout(limit)
                .callTimeout(limit.plus(connect))
                .build();
    }
}
