package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.problem.ExitStatus;

/**
 * Whether a place is ready for a pair.
 *
 * @param reached whether any node answered
 */
public record Diagnosis(PairName pair, List<Section> sections, boolean reached) {
    public Diagnosis {
        requireNonNull(pair, "pair");
        sections = List.copyOf(sections);
    }

    /** Warnings stop nobody. */
    public ExitStatus exitStatus() {
        if (!reached) {
            return ExitStatus.PROXMOX;
        }
        return count(Finding.Level.ERROR) == 0 ? ExitStatus.OK : ExitStatus.UNHEALTHY;
    }

    public boolean ready() {
        return exitStatus() == ExitStatus.OK;
    }

    public int count(Finding.Level level) {
        return (int) sections.stream()
                .flatMap(section -> section.findings().stream())
                .filter(finding -> finding.level() == level)
                .count();
    }

    /** One sentence on the whole. */
    public String verdict() {
        if (!reached) {
            return "not ready: no node could be read, so nothing else could be looked at";
        }
        int errors = count(Finding.Level.ERROR);
        int warnings = count(Finding.Level.WARNING);
        String also = warnings == 0 ? "" : ", " + counted(warnings, "warning");
        return errors == 0
                ? "ready: nothing is missing" + also
                : "not ready: %s%s"
                        .formatted(
                                counted(errors, "thing") + (errors == 1 ? " is" : " are") + " missing or wrong", also);
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
