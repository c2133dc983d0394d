package no.fribyte.lbprov.process;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A stream of a process, read as it comes, so that a test can wait for words and the process never blocks. */
final class Captured {
    private final StringBuilder text = new StringBuilder();
    private final Thread reader;
    private boolean ended;

    Captured(java.io.InputStream stream) {
        this.reader = new Thread(() -> read(new InputStreamReader(stream, StandardCharsets.UTF_8)), "captured");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Reader stream) {
        char[] buffer = new char[4096];
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                append(new String(buffer, 0, count));
            }
        } catch (IOException e) {
            // a pseudo terminal ends like this, as does the pipe of a killed process
            append("");
        }
        end();
    }

    private synchronized void append(String more) {
        text.append(more);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized String text() {
        return text.toString();
    }

    synchronized void await(Pattern pattern, long patienceSeconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (!pattern.matcher(text).find()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("no '%s' in what it said:%n%s".formatted(pattern, text));
            }
            wait(left);
        }
    }

    /** All of it, once the process has ended. */
    String whole() {
        try {
            reader.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while reading", e));
        }
        return text();
    }
}
