package no.fribyte.lbprov.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.app.App;
import no.fribyte.lbprov.app.SimulatorSource;
import no.fribyte.lbprov.app.Surroundings;
import no.fribyte.lbprov.app.Times;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.view.JsonView;
import no.fribyte.lbprov.view.ProblemView;
import no.fribyte.lbprov.view.Terminal;

/**
 * What the commands of one invocation share: the options, the app they lead to, where output goes, and what the document
 * of {@code --output json} says however the command ends.
 */
final class Session {
    private final GlobalOptions options;
    private final Surroundings surroundings;
    private final Times times;
    private final Streams streams;
    private final Optional<SimulatorSource> simulators;
    private final List<Problem> warnings = new ArrayList<>();
    private Optional<Planned> planned = Optional.empty();

    private record Planned(Plan plan, Optional<String> member) {}

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
                terminals.err() && !dumb,
                GlobalOptions.quoted(surroundings.command()));
    }

    boolean yes() {
        return options.yes();
    }

    boolean json() {
        return options.json();
    }

    Prompt prompt() {
        return new Prompt(streams);
    }

    /** A command line for the same pair at the same place, as it would have to be typed here. */
    String typed(String command) {
        return GlobalOptions.quoted(surroundings.command()) + " " + command + options.again();
    }

    /** A line on what takes long. */
    void notice(String text) {
        streams.err().println(text);
    }

    /** Told at once to people, and at the end in a document. */
    void warn(List<Problem> problems) {
        problems.forEach(this::note);
        if (!json()) {
            problems.forEach(new ProblemView(terminal())::show);
        }
    }

    /** For the document alone: people have seen it already. Steps run side by side. */
    synchronized void note(Problem problem) {
        warnings.add(problem);
    }

    /** From now on the document has this plan. */
    void planned(Plan plan, Optional<String> member) {
        planned = Optional.of(new Planned(plan, member));
    }

    /** The document so far. */
    synchronized JsonView document(String command, ExitStatus status) {
        JsonView document = new JsonView(command).exit(status).problems(warnings);
        planned.ifPresent(known -> document.plan(known.plan(), known.member()));
        return document;
    }

    /** Tells of a failure; the document has it as well, if one is wanted. */
    void failed(String command, Failure failure, boolean json) {
        if (json) {
            document(command, failure.status()).problems(failure.problems()).print(terminal());
        }
        new ProblemView(terminal()).show(failure.problems());
    }

    /** The answer was no. */
    ExitStatus declined(String command) {
        if (json()) {
            Problem no = Problem.error("nothing was done").because("the answer was no");
            document(command, ExitStatus.USAGE).problems(List.of(no)).print(terminal());
        }
        streams.err().println("Nothing was done.");
        return ExitStatus.USAGE;
    }
}
