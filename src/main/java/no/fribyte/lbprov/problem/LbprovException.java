package no.fribyte.lbprov.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is expected to go wrong: whoever can cope with it catches it, the rest ends in {@code Main}. Anything else is a bug. */
public final class LbprovException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final ExitStatus status;

    public LbprovException(ExitStatus status, Problem problem) {
        this(status, List.of(problem));
    }

    public LbprovException(ExitStatus status, List<Problem> problems) {
        super(problems.stream().map(Problem::line).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an LbprovException needs a problem");
        }
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    public LbprovException(ExitStatus status, Problem problem, Throwable cause) {
        this(status, problem);
        initCause(cause);
    }

    public ExitStatus status() {
        return status;
    }

    public List<Problem> problems() {
        return problems;
    }
}
