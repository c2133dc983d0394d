package no.fribyte.lbprov.view;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.Problem;

/** What is below the drawing of a pair: what is wrong with each member, and what to do next. */
final class HealthNotes {
    private final Style style;

    HealthNotes(Style style) {
        this.style = style;
    }

    List<String> of(PairHealth health) {
        List<String> lines = new ArrayList<>(paragraph(complaints(health)));
        if (health.exitStatus() == ExitStatus.SPLIT_BRAIN) {
            lines.add("  %s check that protocol 112 (VRRP) passes between the members".formatted(style.bad("✗")));
        }
        lines.addAll(paragraph(advice(health)));
        return lines;
    }

    private static List<String> paragraph(List<String> lines) {
        List<String> spaced = new ArrayList<>(lines);
        if (!lines.isEmpty()) {
            spaced.add(0, "");
        }
        return spaced;
    }

    private List<String> complaints(PairHealth health) {
        List<String> lines = new ArrayList<>();
        for (MemberHealth member : health.members()) {
            member.unmet().forEach(text -> lines.add("  %s %s: %s".formatted(style.bad("✗"), member.name(), text)));
            member.status().map(MemberStatus::troubles).orElse(List.of()).stream()
                    .filter(trouble -> !trouble.serious())
                    .forEach(trouble ->
                            lines.add("  %s %s: %s".formatted(style.careful("!"), member.name(), trouble.text())));
            member.silence().ifPresent(problem -> lines.addAll(silence(member, problem)));
        }
        return lines;
    }

    /** The box has no room for the reason. */
    private List<String> silence(MemberHealth member, Problem problem) {
        List<String> lines = new ArrayList<>();
        lines.add("  %s %s: %s".formatted(style.bad("✗"), member.name(), problem.summary()));
        problem.why().ifPresent(why -> lines.add("      why: " + why));
        problem.attempt().ifPresent(next -> lines.add("      try: " + style.typed(next)));
        return lines;
    }

    private List<String> advice(PairHealth health) {
        List<String> lines = new ArrayList<>();
        health.work().forEach(task -> lines.add("  lbprov is at work: " + task));
        if (health.work().isEmpty() && (health.isNotCreated() || health.isUnfinished())) {
            lines.add("  try: " + style.typed("lbprov create " + health.pair()));
        }
        return lines;
    }
}
