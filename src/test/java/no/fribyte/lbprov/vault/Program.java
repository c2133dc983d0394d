package no.fribyte.lbprov.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real program of the host that must agree with what we wrote. */
final class Program {
    private final Path path;

    private Program(Path path) {
        this.path = path;
    }

    static Program named(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            Path candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return new Program(candidate);
            }
        }
        System.err.printf("SKIPPED: the program %s is not installed, so it judged nothing%n", name);
        Assumptions.abort(name + " is not installed");
        throw new AssertionError("not reached");
    }

    String run(Object... arguments) throws IOException, InterruptedException {
        return feed("", arguments);
    }

    /** Its output as text; an error of the program is a failed test. */
    String feed(String input, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Path errors = Files.createTempFile("lbprov-program", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(errors));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
