package no.fribyte.lbprov.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import no.fribyte.lbprov.support.Lbprov;

/** Places in which a scenario can begin: made once, and copied for each run, which is much faster than making them. */
record Starts(Path folder) {
    private static final List<String> PARTS = List.of("state", "world");

    static Starts in(Path folder) {
        Starts starts = new Starts(folder);
        starts.make(Scenario.Start.NOTHING, "create", "demo", "--dry-run");
        starts.make(Scenario.Start.FIRST, "create", "demo", "--member", "load-balancer-1");
        starts.make(Scenario.Start.PAIR, "create", "demo");
        return starts;
    }

    private void make(Scenario.Start start, String... command) {
        Path to = folder.resolve(start.name());
        if (start != Scenario.Start.NOTHING) {
            // all of them with the same keys
            copyParts(Scenario.Start.NOTHING, to);
        }
        try (Lbprov lbprov = Lbprov.in(to)) {
            lbprov.run(command).exits(0);
        }
    }

    private void copyParts(Scenario.Start start, Path to) {
        for (String part : PARTS) {
            copy(folder.resolve(start.name()).resolve(part), to.resolve(part));
        }
    }

    /** lbprov at a copy of its own. */
    Lbprov lbprov(Scenario scenario, Path to) {
        copyParts(scenario.start(), to);
        return Lbprov.in(to);
    }

    static void delete(Path folder) {
        walk(folder, files -> files.sorted(Comparator.reverseOrder()).forEach(Starts::remove));
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        walk(
                from,
                files -> files.forEach(file -> {
                    try {
                        Path target = to.resolve(from.relativize(file).toString());
                        if (Files.isDirectory(file)) {
                            Files.createDirectories(target);
                        } else {
                            Files.copy(file, target);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }

    private static void walk(Path from, Consumer<Stream<Path>> with) {
        try (Stream<Path> files = Files.walk(from)) {
            with.accept(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
