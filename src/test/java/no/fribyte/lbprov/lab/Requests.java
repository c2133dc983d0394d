package no.fribyte.lbprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Requests of a client on a fixed schedule, whatever becomes of the earlier ones. */
final class Requests implements AutoCloseable {
    private static final Path PROBE = Path.of("src/bench/ha/probe.py").toAbsolutePath();
    /** An emulated processor is busy with ten a second already. */
    private static final String INTERVAL_MILLIS = "100";

    /** Below the second after which a lost SYN is sent again: what begins in an outage is to fail. */
    private static final String TIMEOUT_MILLIS = "900";

    private final Process process;
    private final Path lines;

    Requests(String namespace, Path folder) {
        try {
            lines = Files.createTempFile(folder, "requests", ".txt");
            process = new ProcessBuilder(
                            "ip",
                            "netns",
                            "exec",
                            namespace,
                            "python3",
                            "-B",
                            PROBE.toString(),
                            "198.51.100.10",
                            "80",
                            INTERVAL_MILLIS,
                            TIMEOUT_MILLIS)
                    .redirectOutput(lines.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LabPair.until("the first request is answered", 30, () -> !answered().isEmpty());
    }

    /** When answered requests were begun, in seconds. */
    private List<Double> answered() {
        List<Double> answered = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(lines)) {
                String[] words = line.split(" ", 3);
                if (words.length == 3 && words[2].equals("ok")) {
                    answered.add(Double.valueOf(words[0]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answered.sort(Double::compare);
        return answered;
    }

    /** The machine's monotonic clock, as the requests have it. */
    static double now() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the virtual IP was answering again for some seconds after a moment, and gives the longest gap since. */
    double outageSince(double event) {
        LabPair.until("the virtual IP answers again", 120, () -> {
            List<Double> answered = answered();
            return !answered.isEmpty()
                    && answered.get(answered.size() - 1) > event + 8
                    && longestGap(answered, now() - 4) < 1;
        });
        return longestGap(answered(), event - 1);
    }

    private static double longestGap(List<Double> answered, double from) {
        double longest = 0;
        double last = from;
        for (double moment : answered) {
            if (moment > from) {
                longest = Math.max(longest, moment - last);
                last = moment;
            }
        }
        return last == from ? Double.MAX_VALUE : longest;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
