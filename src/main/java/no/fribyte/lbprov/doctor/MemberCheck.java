package no.fribyte.lbprov.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.problem.Problem;

/** Whether the members that are there can be talked to; how they are is told by {@code status}. */
final class MemberCheck {
    private MemberCheck() {}

    static Section section(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.health()
                .map(PairHealth::members)
                .orElse(List.of())
                .forEach(member -> of(facts, member).ifPresent(findings::add));
        return new Section("members", findings);
    }

    private static Optional<Finding> of(Facts facts, MemberHealth member) {
        String vm = member.vm()
                .map(id -> "VM %s on %s".formatted(id, member.node()))
                .orElse("its VM");
        return switch (member.reach()) {
            case ANSWERED -> Optional.of(Finding.ok("%s answers: %s".formatted(member.name(), vm)));
            case ABSENT ->
                Optional.of(Finding.ok("%s is not there yet: lbprov create %s makes it"
                        .formatted(member.name(), facts.pair().name())));
            case STOPPED ->
                Optional.of(Finding.of(Problem.warning("%s is stopped: %s".formatted(member.name(), vm))
                        .hint("lbprov create %s starts it"
                                .formatted(facts.pair().name()))));
            case SILENT -> Optional.of(silent(facts, member, vm));
            // the node is told as silent already
            case UNREACHABLE -> isTold(facts, member) ? Optional.empty() : Optional.of(silent(facts, member, vm));
        };
    }

    private static boolean isTold(Facts facts, MemberHealth member) {
        return facts.nodes().stream()
                .anyMatch(node ->
                        node.name().equals(member.node()) && node.silence().isPresent());
    }

    private static Finding silent(Facts facts, MemberHealth member, String vm) {
        Problem problem = member.silence().orElseGet(() -> Problem.warning(member.reason()));
        String summary = "%s does not answer: %s".formatted(member.name(), vm);
        String why = problem.summary() + problem.why().map(text -> ": " + text).orElse("");
        return Finding.of(Problem.error(summary)
                .because(why)
                .hint(problem.attempt()
                        .orElse("lbprov status %s".formatted(facts.pair().name()))));
    }
}
