package no.fribyte.lbprov.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.app.App;
import no.fribyte.lbprov.app.SimulatorSource;
import no.fribyte.lbprov.app.Surroundings;
import no.fribyte.lbprov.app.Times;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.view.JsonView;
import no.fribyte.lbprov.view.ProblemView;
import no.fribyte.lbprov.view.Terminal;

/** What the commands of one invocation share: the options, the app they lead to, and where output goes. */
final class Session {
    private final GlobalOptions options;
    private final Surroundings surroundings;
    private final Times times;
    private final Streams streams;
    private final Optional<SimulatorSource> simulators;

    Session(
            GlobalOptions options,
            Surroundings surroundings,
            Times times,
            Streams streams,
            Optional<SimulatorSource> simulators) {
        this.options = requireNonNull(options, "options");
        this.surroundings = requireNonNull(surroundings, "surroundings");
        this.times = requireNonNull(times, "times");
        this.streams = requireNonNull(streams, "streams");
        this.simulators = requireNonNull(simulators, "simulators");
    }

    /** Made only now: the options are known once the line is parsed. */
    App app() {
        return new App(surroundings, times, options.forApp(), simulators);
    }

    Terminal terminal() {
        boolean colour = !options.noColor() && surroundings.variable("NO_COLOR").isEmpty();
        boolean dumb = surroundings.variable("TERM").filter("dumb"::equals).isPresent();
        Streams.Terminals terminals = streams.terminals();
        return new Terminal(
                streams.out(),
                streams.err(),
                colour && terminals.out() && !dumb,
                colour && terminals.err() && !dumb,
                terminals.err() && !dumb);
    }

    boolean json() {
        return options.json();
    }

    Prompt prompt() {
        return new Prompt(streams, options.yes());
    }

    void warn(List<Problem> problems) {
        if (!json()) {
            problems.forEach(new ProblemView(terminal())::show);
        }
    }

    /**
     * Asks before a plan runs that cuts connections or deletes something.
     *
     * @throws LbprovException when nobody agreed
     */
    void confirm(Plan plan) {
        if (!plan.confirm().isEmpty() && !prompt().agrees(plan.confirm())) {
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("nothing was done: nobody agreed")
                            .because(String.join("; ", plan.confirm()))
                            .hint("answer yes on a terminal, or say --yes"));
        }
    }

    /** The JSON document of a command that failed. */
    void failed(String command, LbprovException failure) {
        new JsonView(command)
                .exit(failure.status())
                .problems(failure.problems())
                .print(terminal());
    }
}
