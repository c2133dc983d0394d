package no.fribyte.lbprov.cli;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.problem.DiskWords;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong in words, and the exit status that says it to scripts. */
record Failure(ExitStatus status, List<Problem> problems) {
    Failure {
        requireNonNull(status, "status");
        problems = List.copyOf(problems);
    }

    private Failure(ExitStatus status, Problem problem) {
        this(status, List.of(problem));
    }

    /** A command line that could not be understood. */
    static Failure of(ParameterException wrong) {
        String help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        List<String> similar =
                wrong instanceof UnmatchedArgumentException unknown ? unknown.getSuggestions() : List.of();
        String guess = similar.isEmpty() ? "" : "perhaps " + String.join(", or ", similar) + "; or see ";
        return new Failure(
                ExitStatus.USAGE,
                Problem.error(String.valueOf(wrong.getMessage())).hint(guess + help));
    }

    /**
     * What a command threw.
     *
     * @param interrupted whether Ctrl-C or a signal came: it may surface as anything, as it also closes open files
     * @param state the folder of what may be lost, for which there is a choice
     */
    static Failure of(Exception thrown, boolean interrupted, Path state) {
        boolean told = thrown instanceof LbprovException failure && failure.status() == ExitStatus.INTERRUPTED;
        if (interrupted && !told) {
            return new Failure(
                    ExitStatus.INTERRUPTED,
                    Problem.error("interrupted")
                            .hint("run the same command again: it looks at what is there and goes on"));
        }
        if (thrown instanceof LbprovException expected) {
            return new Failure(expected.status(), expected.problems());
        }
        if (thrown instanceof UncheckedIOException disk) {
            return new Failure(ExitStatus.INVALID_INPUT, onDisk(disk, state));
        }
        return new Failure(
                ExitStatus.BUG,
                Problem.error("this is a bug of lbprov: " + thrown)
                        .hint("run it again with --stacktrace and report what it prints"));
    }

    private static Problem onDisk(UncheckedIOException disk, Path state) {
        // without words of its own, it has those of its cause, with the name of a class
        String message = String.valueOf(disk.getMessage());
        boolean bare = message.equals(String.valueOf(disk.getCause()));
        Problem problem = Problem.error(bare ? "a file cannot be read or written" : message)
                .because(DiskWords.of(disk));
        boolean ours = fileOf(disk)
                .filter(file -> file.startsWith(state) || state.startsWith(file))
                .isPresent();
        return ours
                ? problem.hint("make %s a folder that you may write to, or set XDG_STATE_HOME to one".formatted(state))
                : problem.hint("look at its permissions, and whether the disk is full");
    }

    private static Optional<Path> fileOf(UncheckedIOException disk) {
        return disk.getCause() instanceof FileSystemException odd
                ? Optional.ofNullable(odd.getFile()).map(Path::of)
                : Optional.empty();
    }
}
