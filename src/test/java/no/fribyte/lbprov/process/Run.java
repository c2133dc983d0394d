package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A running process of lbprov. The launcher replaces itself by the JVM, so its id is the JVM's. */
final class Run implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    private final Process process;
    private final Captured out;
    private final Captured err;

    Run(Process process) {
        this.process = process;
        this.out = new Captured(process.getInputStream());
        this.err = new Captured(process.getErrorStream());
    }

    long pid() {
        return process.pid();
    }

    /** What it has printed by now. */
    String out() {
        return out.text();
    }

    void awaitOut(String regex) throws InterruptedException {
        out.await(Pattern.compile(regex), PATIENCE_SECONDS);
    }

    void awaitErr(String regex) throws InterruptedException {
        err.await(Pattern.compile(regex), PATIENCE_SECONDS);
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Java can only send TERM and KILL. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    Answer kill() throws InterruptedException {
        process.destroyForcibly();
        return end();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end. */
    Answer end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end; so far it said:%n%s%s".formatted(out.text(), err.text()));
        }
        return new Answer(process.exitValue(), out.whole(), err.whole());
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
