package no.fribyte.lbprov.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Asks before a plan runs that cuts connections or deletes something. */
final class Agreement {
    private static final List<String> YES = List.of("y", "yes");
    private static final List<String> NO = List.of("", "n", "no");

    private final Session session;
    private final Plan plan;
    private final Optional<String> member;

    Agreement(Session session, Plan plan, Optional<String> member) {
        this.session = session;
        this.plan = plan;
        this.member = member;
    }

    /**
     * Whether somebody agrees, or nobody has to.
     *
     * @param yes said beforehand
     * @throws LbprovException when there is nobody to ask
     */
    boolean given(boolean yes) {
        if (yes || plan.confirm().isEmpty()) {
            return true;
        }
        Optional<String> answer = session.prompt().ask(plan.confirm(), "Go on? [y/N] ");
        if (answer.isEmpty()) {
            throw refused("nothing was done: nobody agreed", "answer yes on a terminal, or say --yes");
        }
        return YES.contains(answer.get().toLowerCase(Locale.ROOT));
    }

    /**
     * Whether somebody named the pair: deleting takes its name, typed on a terminal or given as an option.
     *
     * @throws LbprovException when another name was given, or there is nobody to ask
     */
    boolean named(Optional<String> option) {
        String pair = plan.name();
        String what = member.orElse("it");
        Optional<String> name = option.or(
                () -> session.prompt().ask(plan.confirm(), "Type the name of the pair to delete %s: ".formatted(what)));
        if (name.isEmpty()) {
            String whole = member.map(one -> one + " of ").orElse("") + pair;
            throw refused("nothing was done: destroying %s was not confirmed".formatted(whole), "--confirm " + pair);
        }
        if (!name.get().equals(pair) && (option.isPresent() || !NO.contains(name.get()))) {
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("nothing was done: '%s' is not the pair's name".formatted(name.get()))
                            .hint("--confirm " + pair));
        }
        return name.get().equals(pair);
    }

    private LbprovException refused(String summary, String hint) {
        return new LbprovException(
                ExitStatus.USAGE,
                Problem.error(summary)
                        .because(String.join("; ", plan.confirm()))
                        .hint(hint));
    }
}
