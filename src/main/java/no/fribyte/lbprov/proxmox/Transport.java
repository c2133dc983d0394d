package no.fribyte.lbprov.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.proxmox.ProxmoxFailure.Kind;
import okhttp3.EventListener;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends calls: knows the envelope, what may be repeated, and how a bad ending is told. */
final class Transport implements AutoCloseable {
    /** A read is repeated when no answer came. */
    private static final List<Duration> READ_PAUSES = List.of(Duration.ofMillis(300), Duration.ofSeconds(1));
    /** Any call is repeated when a lock was held; the server itself waits up to 10 s each time. */
    private static final List<Duration> LOCK_PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));

    private static final JsonMapper JSON = new JsonMapper();

    private final Wire wire;
    private final FailureWords words;
    private final Waiting waiting;
    private final Optional<Trace> trace;
    private volatile Duration ahead = Duration.ZERO;

    Transport(Endpoint endpoint, ClientSettings settings, Waiting waiting) {
        this(endpoint, settings, waiting, EventListener.NONE);
    }

    /**
     * @param witness of every exchange
     */
    Transport(Endpoint endpoint, ClientSettings settings, Waiting waiting, EventListener witness) {
        this.wire = new Wire(endpoint, settings.timeouts(), witness);
        this.words = new FailureWords(endpoint);
        this.waiting = waiting;
        this.trace = settings.trace();
        trace.ifPresent(file -> file.hide(endpoint.tokenSecret()));
    }

    Row row(ApiCall call) {
        return new Row(send(call));
    }

    List<Row> rows(ApiCall call) {
        return row(call).rows();
    }

    /** For calls that answer nothing, or nothing of interest. */
    void done(ApiCall call) {
        send(call);
    }

    /** For calls that start a task. */
    Upid task(ApiCall call) {
        return maybeTask(call).orElseThrow(() -> noTask(call).asException());
    }

    /** For calls that start a task or, when the work was done at once, answer null. */
    Optional<Upid> maybeTask(ApiCall call) {
        JsonNode answer = send(call);
        if (answer.isNull()) {
            return Optional.empty();
        }
        if (!answer.isString() || !Upid.isValid(answer.asString())) {
            throw noTask(call).asException();
        }
        return Optional.of(Upid.parse(answer.asString()));
    }

    JsonNode send(ApiCall call) {
        for (int done = 0; ; done++) {
            waiting.stopIfInterrupted(call.attempt());
            ProxmoxFailure failure;
            try {
                Reply reply = traced(call);
                if (reply.isSuccess()) {
                    return opened(call, reply);
                }
                failure = words.refused(call, reply);
            } catch (WireFailure unanswered) {
                waiting.stopIfInterrupted(call.attempt());
                failure = words.unanswered(call, unanswered);
            }
            List<Duration> pauses = pausesAfter(failure, call);
            if (done >= pauses.size()) {
                throw failure.asException();
            }
            waiting.pause(pauses.get(done), call.attempt());
        }
    }

    /** The node's clock, which its answers tell; ours where it has not told it. */
    Instant now() {
        return waiting.now().plus(ahead);
    }

    @Override
    public void close() {
        wire.close();
    }

    private static List<Duration> pausesAfter(ProxmoxFailure failure, ApiCall call) {
        if (failure.kind() == Kind.LOCK_TIMEOUT) {
            return LOCK_PAUSES;
        }
        return call.harmless() && failure.kind() == Kind.UNREACHABLE ? READ_PAUSES : List.of();
    }

    private Reply traced(ApiCall call) throws WireFailure {
        Instant start = waiting.now();
        try {
            Reply reply = wire.exchange(call);
            reply.date().ifPresent(date -> ahead = Duration.between(waiting.now(), date));
            trace.ifPresent(file -> file.answered(call, reply, waiting.since(start)));
            return reply;
        } catch (WireFailure failed) {
            trace.ifPresent(file -> file.unanswered(call, failed.text(), waiting.since(start)));
            throw failed;
        }
    }

    private JsonNode opened(ApiCall call, Reply reply) {
        try {
            JsonNode data = JSON.readTree(reply.body()).get("data");
            if (data != null) {
                return data;
            }
        } catch (JacksonException noJson) {
            throw words.unreadable(call, "the answer is no JSON").asException();
        }
        throw words.unreadable(call, "the answer has no 'data'").asException();
    }

    private ProxmoxFailure noTask(ApiCall call) {
        return words.unreadable(call, "the answer is no task id");
    }
}
