package no.fribyte.lbprov.ha;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, by the name of its goal, and what went wrong. */
final class Figures {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }

    void problem(String text) {
        problems.add(text);
    }

    List<Double> of(String name) {
        return values.getOrDefault(name, List.of()).stream().sorted().toList();
    }

    List<String> names() {
        return List.copyOf(values.keySet());
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
