package no.fribyte.lbprov.doctor;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.problem.Problem;

/** What the tokens may do, against what creating, rebuilding and destroying the pair takes. */
final class TokenCheck {
    private TokenCheck() {}

    static Section section(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (TokenFacts token : facts.tokens()) {
            String where = facts.tokens().size() == 1 ? "" : on(token) + ": ";
            findings.addAll(findings(facts.pair().name(), token.rights(), where));
        }
        return new Section("rights", findings);
    }

    private static List<Finding> findings(PairName pair, TokenRights rights, String where) {
        List<Finding> findings = new ArrayList<>();
        List<Problem> missing = rights.missing();
        if (missing.stream().noneMatch(Problem::isError) && !rights.isForLooking()) {
            findings.add(Finding.ok("%stoken %s may create, rebuild and destroy %s: %s"
                    .formatted(where, rights.token(), pair, rights.size())));
        }
        missing.forEach(problem -> findings.add(Finding.of(at(where, problem))));
        rights.excess(pair).forEach(problem -> findings.add(Finding.of(at(where, problem))));
        List<String> looks = rights.looks();
        if (!looks.isEmpty()) {
            findings.add(Finding.ok("%sit may also look at more than it needs, which does no harm: %s"
                    .formatted(where, String.join(", ", looks))));
        }
        return findings;
    }

    private static Problem at(String where, Problem problem) {
        return new Problem(
                problem.severity(), where + problem.summary(), problem.why(), problem.attempt(), problem.where());
    }

    private static String on(TokenFacts token) {
        return String.join(
                ", ", token.nodes().stream().map(node -> node.value()).toList());
    }
}
