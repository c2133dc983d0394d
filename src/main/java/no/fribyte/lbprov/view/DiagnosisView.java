package no.fribyte.lbprov.view;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.doctor.Diagnosis;
import no.fribyte.lbprov.doctor.Finding;
import no.fribyte.lbprov.doctor.Section;

/** Shows whether a place is ready for a pair; the last line sums up. */
public final class DiagnosisView {
    private static final String INDENT = "      ";

    private final Terminal terminal;
    private final Style style;

    public DiagnosisView(Terminal terminal) {
        this.terminal = terminal;
        this.style = terminal.outStyle();
    }

    public void show(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        for (Section section : diagnosis.sections()) {
            lines.add(style.bold(section.title()));
            section.findings().forEach(finding -> lines.addAll(finding(finding)));
        }
        lines.add("");
        lines.add(style.bold(diagnosis.pair().value()) + "  " + verdict(diagnosis));
        lines.forEach(terminal.out()::println);
    }

    private List<String> finding(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add("  %s %s".formatted(sign(finding.level()), style.typed(finding.text())));
        finding.why().ifPresent(why -> lines.addAll(Block.of(INDENT, "why: ", why)));
        finding.attempt().ifPresent(attempt -> lines.addAll(Block.of(INDENT, "try: ", style.typed(attempt))));
        return lines;
    }

    private String sign(Finding.Level level) {
        return switch (level) {
            case OK -> style.good("✓");
            case WARNING -> style.careful("!");
            case ERROR -> style.bad("✗");
        };
    }

    private String verdict(Diagnosis diagnosis) {
        if (!diagnosis.ready()) {
            return style.bad(diagnosis.verdict());
        }
        return diagnosis.count(Finding.Level.WARNING) == 0
                ? style.good(diagnosis.verdict())
                : style.careful(diagnosis.verdict());
    }
}
