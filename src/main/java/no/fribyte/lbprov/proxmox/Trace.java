package no.fribyte.lbprov.proxmox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import no.fribyte.lbprov.model.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes one JSON object per line and exchange; secrets never reach it. */
public final class Trace implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Trace.class.getName());
    private static final JsonMapper JSON = new JsonMapper();

    private final Writer out;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private boolean broken;

    public Trace(Writer out) {
        this.out = out;
    }

    public static Trace to(Path file) {
        try {
            return new Trace(Files.newBufferedWriter(file, UTF_8));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write the trace " + file, unwritable);
        }
    }

    /** From now on this text is shown as dots wherever it stands. */
    public void hide(Secret secret) {
        if (!secret.reveal().isBlank()) {
            secrets.add(secret.reveal());
        }
    }

    void answered(ApiCall call, Reply reply, Duration took) {
        write(call, OptionalInt.of(reply.status()), response(reply), took);
    }

    void unanswered(ApiCall call, String why, Duration took) {
        write(call, OptionalInt.empty(), JSON.createObjectNode().put("message", why), took);
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException lost) {
            LOG.log(System.Logger.Level.WARNING, "the trace was not written to its end: " + lost.getMessage());
        }
    }

    private void write(ApiCall call, OptionalInt status, JsonNode response, Duration took) {
        Mask mask = new Mask(secrets);
        ObjectNode line = JSON.createObjectNode();
        line.put("method", call.method());
        line.put("path", mask.text(call.path()));
        line.set("params", mask.named(params(call.params())));
        if (status.isPresent()) {
            line.put("status", status.getAsInt());
        } else {
            line.putNull("status");
        }
        line.set("response", mask.named(response));
        line.put("ms", took.toMillis());
        append(line + "\n");
    }

    /** A trace that cannot be written must not stop a run in the middle of its work. */
    private synchronized void append(String line) {
        if (broken) {
            return;
        }
        try {
            out.write(line);
            out.flush();
        } catch (IOException full) {
            broken = true;
            LOG.log(System.Logger.Level.WARNING, "the trace ends here: " + full.getMessage());
        }
    }

    private static JsonNode params(Form form) {
        ObjectNode params = JSON.createObjectNode();
        for (Map.Entry<String, List<String>> field : form.fields().entrySet()) {
            if (field.getValue().size() == 1) {
                params.put(field.getKey(), field.getValue().get(0));
            } else {
                field.getValue().forEach(params.putArray(field.getKey())::add);
            }
        }
        return params;
    }

    private static JsonNode response(Reply reply) {
        if (!reply.isSuccess()) {
            ServerWords words = ServerWords.of(reply);
            ObjectNode refusal = JSON.createObjectNode().put("message", words.text());
            ObjectNode errors = JSON.createObjectNode();
            words.parameters().forEach(errors::put);
            return words.parameters().isEmpty() ? refusal : refusal.set("errors", errors);
        }
        try {
            return JSON.readTree(reply.body()).path("data");
        } catch (JacksonException noJson) {
            return JSON.createObjectNode().put("message", "no JSON");
        }
    }
}
