package no.fribyte.lbprov.ha;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Open-loop requests from a machine, see {@code src/bench/ha/probe.py}; they go on until it is closed. */
final class Probe implements AutoCloseable {
    /** Below a second, after which TCP would ask again and a lost request would look well. */
    private static final int TIMEOUT_MILLIS = 800;

    private final Process process;
    private final Thread reader;
    private final List<Samples.Sample> samples = new ArrayList<>();

    Probe(Machine from, String address, int port, int intervalMillis) {
        try {
            process = from.inNetwork(List.of(
                    "python3",
                    "-B",
                    Machine.PROGRAMS.resolve("probe.py").toString(),
                    address,
                    Integer.toString(port),
                    Integer.toString(intervalMillis),
                    Integer.toString(TIMEOUT_MILLIS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new Thread(this::read, "probe of " + address);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 3);
                Samples.Sample sample =
                        new Samples.Sample(Double.parseDouble(words[0]), Double.parseDouble(words[1]), words[2]);
                synchronized (samples) {
                    samples.add(sample);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Samples samples() {
        synchronized (samples) {
            return new Samples(samples);
        }
    }

    /** Waits until it has got nothing but answers for a while, from a moment on; tells whether it came to that. */
    boolean calm(double since, double seconds, double patience) {
        double end = Holders.now() + patience;
        while (Holders.now() < end) {
            double now = Holders.now();
            double from = Math.max(since, now - seconds);
            Samples recent = samples().between(from, now);
            if (now - since >= seconds
                    && recent.all().size() > 2
                    && recent.lost() == 0
                    && recent.outage() < seconds / 2) {
                return true;
            }
            Waiting.seconds(0.05);
        }
        return false;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.join(2000);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
