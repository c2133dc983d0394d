package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What was found in one respect. */
public record Section(String title, List<Finding> findings) {
    public Section {
        requireNonNull(title, "title");
        findings = List.copyOf(findings);
    }
}
