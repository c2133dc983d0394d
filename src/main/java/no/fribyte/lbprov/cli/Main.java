package no.fribyte.lbprov.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import no.fribyte.lbprov.app.SimulatorSource;
import no.fribyte.lbprov.app.Surroundings;
import no.fribyte.lbprov.app.Times;
import no.fribyte.lbprov.problem.ExitStatus;
import picocli.CommandLine;

/** The program: wires the commands. Whatever went wrong, and could not be coped with nearer to it, ends here. */
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
        if (VersionText.isAskedForAlone(args)) {
            streams.out().println(VersionText.line());
            return ExitStatus.OK.code();
        }
        GlobalOptions options = new GlobalOptions();
        Session session = new Session(options, surroundings, times, streams, simulators);
        CommandLine line = new CommandLine(new LbprovCommand(options));
        Commands.add(line, session, args);
        line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                session.terminal().colourOut() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, command, session, options));
        line.setParameterExceptionHandler((wrong, words) -> misused(wrong, GlobalOptions.wantsJson(words), session));
        line.setUsageHelpAutoWidth(false);
        return line.execute(args);
    }

    private static int misused(CommandLine.ParameterException wrong, boolean json, Session session) {
        Failure failure = Failure.of(wrong);
        session.failed(name(wrong.getCommandLine()), failure, json);
        return failure.status().code();
    }

    private int failed(Exception thrown, CommandLine command, Session session, GlobalOptions options) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        Failure failure = Failure.of(thrown, interrupted, surroundings.stateDirectory());
        session.failed(name(command), failure, options.json());
        if (failure.status() == ExitStatus.BUG && options.stacktrace()) {
            thrown.printStackTrace(streams.err());
        }
        return failure.status().code();
    }

    /** As documents name a command: {@code secrets init}. */
    private static String name(CommandLine command) {
        String whole = command.getCommandSpec().qualifiedName();
        return whole.substring(whole.indexOf(' ') + 1);
    }
}
