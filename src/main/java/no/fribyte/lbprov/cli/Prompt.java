package no.fribyte.lbprov.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Asks a person, where there is one. */
final class Prompt {
    private final Streams streams;

    Prompt(Streams streams) {
        this.streams = streams;
    }

    /** What a person answers to a question, with the reasons for it above; nothing where there is no person. */
    Optional<String> ask(List<String> reasons, String question) {
        if (!streams.terminals().in()) {
            return Optional.empty();
        }
        reasons.forEach(reason -> streams.err().println("  " + reason));
        streams.err().print(question);
        streams.err().flush();
        return Optional.of(line().strip());
    }

    /** A secret: on a terminal without an echo. */
    @SuppressWarnings(
            "SystemConsoleNull") // whether it is a terminal is asked before; null is for JDK 17 with stdout in a pipe
    String secret(String question) {
        if (!streams.terminals().in()) {
            return line();
        }
        Console console = System.console();
        return answer(() -> {
            char[] typed = console == null ? null : console.readPassword("%s", question);
            return typed == null ? "" : new String(typed);
        });
    }

    /** One line of input, empty at its end. */
    String line() {
        return answer(() -> {
            String line = new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        });
    }

    /** Reads in a thread of its own: a thread that reads from a terminal does not notice an interruption. */
    private String answer(Callable<String> reading) {
        FutureTask<String> answer = new FutureTask<>(reading);
        Thread reader = new Thread(answer, "lbprov-prompt");
        reader.setDaemon(true);
        reader.start();
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            streams.err().println();
            throw new LbprovException(
                    ExitStatus.INTERRUPTED,
                    Problem.error("interrupted while waiting for an answer")
                            .because("nothing was done")
                            .hint("run the same command again when you have decided"),
                    e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("cannot read the answer", e.getCause()));
        }
    }
}
