package no.fribyte.lbprov.ha;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import no.fribyte.lbprov.render.RealProgram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A machine of the bench: namespaces of its own whose first process is {@code src/bench/ha/machine.py}. The kernel ends
 * whatever runs in them as soon as that process ends, which it does with its stdin, so nothing outlives this JVM.
 */
final class Machine implements AutoCloseable {
    static final Path PROGRAMS = Path.of("src/bench/ha").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 120;
    private static final JsonMapper JSON = new JsonMapper();

    /** What a machine said to a request. */
    record Answer(int status, String text) {}

    private final String name;
    private final Process process;
    private final BufferedWriter requests;
    private final Map<Integer, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    private Machine(String name, Process process) {
        this.name = name;
        this.process = process;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts one.
     *
     * @param script shell that prepares its mount namespace
     * @param log its stderr goes there
     */
    static Machine start(String name, String script, Path log) {
        try {
            Path file = Files.writeString(
                    log.resolveSibling(name + ".sh"),
                    script + "exec python3 -B '%s' \"$@\"\n".formatted(PROGRAMS.resolve("machine.py")));
            ProcessBuilder builder = new ProcessBuilder(
                            "unshare", "-m", "-n", "-p", "-u", "--fork", "--kill-child", "bash", file.toString())
                    .redirectError(log.toFile());
            builder.environment().put("LBPROV_TOOLS", RealProgram.tools().toString());
            Machine machine = new Machine(name, builder.start());
            CompletableFuture<Answer> ready = machine.expect(0);
            Thread reader = new Thread(machine::read, "machine " + name);
            reader.setDaemon(true);
            reader.start();
            machine.waitFor(ready, "start; see " + log);
            return machine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** Runs shell in it, which must succeed. */
    String shell(String text) {
        return must("shell", Map.of("text", text));
    }

    /** Runs shell in it and tells whether it succeeded. */
    boolean holds(String text) {
        return ask("shell", Map.of("text", text)).status() == 0;
    }

    /** What {@code systemctl} does; it must succeed. */
    void systemctl(String... words) {
        must("systemctl", Map.of("words", List.of(words)));
    }

    String must(String what, Map<String, ?> details) {
        Answer answer = ask(what, details);
        if (answer.status() != 0) {
            throw new IllegalStateException(
                    "%s: %s %s ended with %d: %s".formatted(name, what, details, answer.status(), answer.text()));
        }
        return answer.text();
    }

    void must(String what) {
        must(what, Map.of());
    }

    private Answer ask(String what, Map<String, ?> details) {
        return waitFor(send(what, details), what);
    }

    /** As {@link #must}, without waiting for the answer. */
    CompletableFuture<Answer> send(String what, Map<String, ?> details) {
        int id = number.incrementAndGet();
        Map<String, Object> request = new TreeMap<>(details);
        request.put("do", what);
        request.put("id", id);
        CompletableFuture<Answer> answer = expect(id);
        try {
            synchronized (requests) {
                requests.write(JSON.writeValueAsString(request) + "\n");
                requests.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is gone", e);
        }
        return answer;
    }

    /** A process of the host's that sees this machine's network only. It ends with its stdin. */
    Process inNetwork(List<String> command) throws IOException {
        List<String> words = new ArrayList<>(List.of("nsenter", "--net=/proc/%d/ns/net".formatted(pid()), "--"));
        words.addAll(command);
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A process that lives in the network namespace. */
    long pid() {
        return process.pid();
    }

    private CompletableFuture<Answer> expect(int id) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        return answer;
    }

    private Answer waitFor(CompletableFuture<Answer> answer, String what) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(name + " did not answer: " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                CompletableFuture<Answer> answer =
                        waiting.remove(node.path("id").asInt());
                requireNonNull(answer, "an answer that nobody waits for")
                        .complete(new Answer(
                                node.path("status").asInt(), node.path("text").asString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            waiting.values().forEach(answer -> answer.completeExceptionally(new IOException("the machine ended")));
        }
    }

    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
