package no.fribyte.lbprov.matrix;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs many cases on a few threads, and prints how many there were. */
final class SideBySide {
    private SideBySide() {}

    /** What came of each case, in their order. */
    static <C, R> Map<C, R> run(String title, int threads, List<C> cases, Function<C, R> run)
            throws InterruptedException, ExecutionException {
        Instant begin = Instant.now();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Map<C, Future<R>> running = new LinkedHashMap<>();
        cases.forEach(each -> running.put(each, pool.submit(() -> run.apply(each))));
        pool.shutdown();
        Map<C, R> results = new LinkedHashMap<>();
        for (Map.Entry<C, Future<R>> each : running.entrySet()) {
            results.put(each.getKey(), each.getValue().get());
        }
        System.out.printf(
                "%s: %d cases, 0 skipped, %d s%n",
                title, cases.size(), Duration.between(begin, Instant.now()).toSeconds());
        return results;
    }
}
