package no.fribyte.lbprov.ha;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was measured beside what was wanted, as a table of Markdown. */
record ResultTable(Figures ours, Optional<Figures> baseline) {
    private static final String HEAD = """
            | event | baseline | ours: median | largest | n | ratio | target | |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    String text() {
        Map<String, Optional<Goal>> rows = new LinkedHashMap<>();
        Goal.ALL.forEach(goal -> rows.put(goal.name(), Optional.of(goal)));
        ours.names().forEach(name -> rows.putIfAbsent(name, Optional.empty()));
        StringBuilder text = new StringBuilder(HEAD);
        rows.forEach((name, goal) -> {
            if (!ours.of(name).isEmpty()) {
                text.append(row(name, goal));
            }
        });
        return text.toString();
    }

    /** Goals that were measured and missed, with what was measured. */
    Map<String, String> missed(double slack) {
        Map<String, String> missed = new LinkedHashMap<>();
        for (Goal goal : Goal.ALL) {
            List<Double> values = ours.of(goal.name());
            if (!values.isEmpty() && !goal.isMet(values, slack)) {
                missed.put(goal.name(), "%s, target %s".formatted(values, shown(goal.target())));
            }
        }
        return missed;
    }

    private String row(String name, Optional<Goal> goal) {
        List<Double> values = ours.of(name);
        List<Double> before = baseline.map(figures -> figures.of(name)).orElse(List.of());
        double median = Figures.median(values);
        String ratio = before.isEmpty() || median == 0 ? "" : shown(Figures.median(before) / median) + " x";
        return "| %s | %s | %s | %s | %d | %s | %s | %s |\n"
                .formatted(
                        name,
                        before.isEmpty() ? "" : shown(Figures.median(before)),
                        shown(median),
                        shown(values.get(values.size() - 1)),
                        values.size(),
                        ratio,
                        goal.map(wanted -> shown(wanted.target()) + " " + wanted.unit())
                                .orElse(""),
                        goal.map(wanted -> wanted.isMet(values, 0) ? "met" : "missed")
                                .orElse(""));
    }

    private static String shown(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}
