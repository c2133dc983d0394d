package no.fribyte.lbprov.ha;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of a probe's requests. */
record Samples(List<Sample> all) {
    /**
     * One request.
     *
     * @param start of {@link System#nanoTime}, in seconds
     */
    record Sample(double start, double seconds, String outcome) {
        boolean ok() {
            return outcome.equals("ok");
        }
    }

    Samples {
        all = all.stream().sorted(Comparator.comparingDouble(Sample::start)).toList();
    }

    /** Those that started between two moments. */
    Samples between(double from, double to) {
        return new Samples(all.stream()
                .filter(sample -> sample.start() >= from && sample.start() < to)
                .toList());
    }

    /** The longest time between two successes one after the other, by when they started; all of it without any. */
    double outage() {
        double longest = 0;
        double last = all.isEmpty() ? 0 : all.get(0).start();
        for (Sample sample : all) {
            if (sample.ok()) {
                longest = Math.max(longest, sample.start() - last);
                last = sample.start();
            }
        }
        double end = all.isEmpty() ? 0 : all.get(all.size() - 1).start();
        return Math.max(longest, end - last);
    }

    int lost() {
        return (int) all.stream().filter(sample -> !sample.ok()).count();
    }

    /** How often each outcome was seen, for people. */
    Map<String, Long> outcomes() {
        return all.stream().collect(Collectors.groupingBy(Sample::outcome, TreeMap::new, Collectors.counting()));
    }
}
