package no.fribyte.lbprov.app;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** The members that a command line is about. */
record Chosen(Pair pair) {
    /**
     * @param only the member it names; both when absent
     */
    Set<MemberName> members(Optional<String> only) {
        Set<MemberName> names = pair.members().stream()
                .map(Member::name)
                .filter(name -> only.isEmpty() || only.get().equals(name.value()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (names.isEmpty()) {
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("the pair %s has no member %s".formatted(pair.name(), only.orElse("")))
                            .hint("its members are "
                                    + pair.members().stream()
                                            .map(member -> member.name().value())
                                            .collect(Collectors.joining(" and "))));
        }
        return names;
    }
}
