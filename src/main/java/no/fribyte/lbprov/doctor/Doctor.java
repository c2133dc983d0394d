package no.fribyte.lbprov.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Judges everything that was seen of a place. */
public final class Doctor {
    private static final List<Function<Facts, Section>> CHECKS = List.of(
            Doctor::here,
            NodeCheck::section,
            CertificateCheck::section,
            WayCheck::section,
            TokenCheck::section,
            StorageCheck::section,
            BridgeCheck::section,
            ImageCheck::section,
            TemplateCheck::section,
            MemberCheck::section);

    private Doctor() {}

    private static Section here(Facts facts) {
        return new Section(
                "this machine", facts.here().stream().map(Finding::of).toList());
    }

    public static Diagnosis diagnosis(Facts facts) {
        List<Section> sections = new ArrayList<>();
        for (Function<Facts, Section> check : CHECKS) {
            Section section = check.apply(facts);
            if (!section.findings().isEmpty()) {
                sections.add(section);
            }
        }
        return new Diagnosis(facts.pair().name(), sections, !facts.answering().isEmpty());
    }
}
