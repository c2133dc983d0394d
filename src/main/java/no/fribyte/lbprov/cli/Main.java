package no.fribyte.lbprov.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import no.fribyte.lbprov.app.SimulatorSource;
import no.fribyte.lbprov.app.Surroundings;
import no.fribyte.lbprov.app.Times;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.view.ProblemView;
import picocli.CommandLine;

/** The program: wires the commands, and is the only place that catches what went wrong. */
public final class Main {
    private final Surroundings surroundings;
    private final Times times;
    private final Streams streams;
    private final Optional<SimulatorSource> simulators;

    public Main(Surroundings surroundings, Times times, Streams streams, Optional<SimulatorSource> simulators) {
        this.surroundings = surroundings;
        this.times = times;
        this.streams = streams;
        this.simulators = simulators;
    }

    public static void main(String[] args) {
        // the launcher cannot know the terminal's encoding; what lbprov prints is UTF-8
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Streams.Terminals terminals = Streams.Terminals.of(System.getProperty("lbprov.terminals", ""));
        Streams streams = new Streams(System.in, out, err, terminals);
        Main main = new Main(Surroundings.ofThisProcess(), Times.real(), streams, Optional.empty());
        Interruption interruption = Interruption.install(Thread.currentThread());
        int status = main.run(args);
        interruption.finished();
        System.exit(status);
    }

    /** Runs one command line and gives its exit status. */
    public int run(String... args) {
        GlobalOptions options = new GlobalOptions();
        Session session = new Session(options, surroundings, times, streams, simulators);
        CommandLine line = new CommandLine(new LbprovCommand(options), new Commands(session));
        line.setOut(new java.io.PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                session.terminal().colourOut() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, command, session, options));
        line.setParameterExceptionHandler((wrong, words) -> misused(wrong, session));
        line.setUsageHelpAutoWidth(false);
        return line.execute(args);
    }

    private static int misused(CommandLine.ParameterException wrong, Session session) {
        CommandLine command = wrong.getCommandLine();
        new ProblemView(session.terminal())
                .show(Problem.error(String.valueOf(wrong.getMessage()))
                        .hint(command.getCommandSpec().qualifiedName() + " --help"));
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        return ExitStatus.USAGE.code();
    }

    private int failed(Exception thrown, CommandLine command, Session session, GlobalOptions options) {
        Optional<LbprovException> expected = expected(thrown);
        if (expected.isPresent()) {
            if (options.json()) {
                session.failed(command.getCommandName(), expected.get());
            }
            new ProblemView(session.terminal()).show(expected.get().problems());
            return expected.get().status().code();
        }
        new ProblemView(session.terminal())
                .show(Problem.error("this is a bug of lbprov: " + thrown)
                        .hint("run it again with --stacktrace and report what it prints"));
        if (options.stacktrace()) {
            thrown.printStackTrace(streams.err());
        }
        return ExitStatus.BUG.code();
    }

    private static Optional<LbprovException> expected(Exception thrown) {
        boolean told = thrown instanceof LbprovException failure && failure.status() == ExitStatus.INTERRUPTED;
        // an interruption may surface as anything: it also closes the files that are being read
        if (Thread.currentThread().isInterrupted() && !told) {
            return Optional.of(new LbprovException(
                    ExitStatus.INTERRUPTED,
                    Problem.error("interrupted")
                            .hint("run the same command again: it looks at what is there and goes on")));
        }
        if (thrown instanceof UncheckedIOException disk) {
            return Optional.of(new LbprovException(
                    ExitStatus.INVALID_INPUT,
                    Problem.error("a file cannot be read or written").because(String.valueOf(disk.getMessage()))));
        }
        return thrown instanceof LbprovException failure ? Optional.of(failure) : Optional.empty();
    }
}
