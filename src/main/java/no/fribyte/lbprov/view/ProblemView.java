package no.fribyte.lbprov.view;

import java.util.List;
import no.fribyte.lbprov.problem.Problem;

/** Shows problems: one line for where and what, then why and what to try. */
public final class ProblemView {
    private static final String INDENT = "  ";

    private final Terminal terminal;

    public ProblemView(Terminal terminal) {
        this.terminal = terminal;
    }

    public void show(List<Problem> problems) {
        problems.forEach(this::show);
        long errors = problems.stream().filter(Problem::isError).count();
        if (errors > 1) {
            terminal.err().println(errors + " problems");
        }
    }

    public void show(Problem problem) {
        Style style = terminal.errStyle();
        String label = problem.isError() ? style.bad("Error:") : style.careful("Warning:");
        // the place first, on the same line: editors and grep can use it
        String place = problem.where().map(where -> where + ": ").orElse("");
        terminal.err().println(place + label + " " + problem.summary());
        problem.why().ifPresent(why -> block("why: ", why));
        problem.attempt().ifPresent(attempt -> block("try: ", style.typed(attempt)));
    }

    private void block(String label, String text) {
        Block.of(INDENT, label, text).forEach(terminal.err()::println);
    }
}
