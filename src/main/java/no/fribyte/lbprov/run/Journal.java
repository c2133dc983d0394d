package no.fribyte.lbprov.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Appends a run's entries to a file, one JSON object a line. For people: nothing is ever decided by it. */
public final class Journal implements Consumer<Entry> {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;

    public Journal(Path file) {
        this.file = file;
    }

    /** The whole line in one write, so that two runs and a kill leave whole lines. */
    @Override
    public synchronized void accept(Entry entry) {
        if (entry.kind() == Entry.Kind.PROGRESS) {
            return;
        }
        ObjectNode line = JSON.createObjectNode()
                .put("time", entry.time().toString())
                .put("run", entry.run())
                .put("lane", entry.lane())
                .put("step", entry.step())
                .put("event", entry.kind().name().toLowerCase(Locale.ROOT));
        if (!entry.text().isEmpty()) {
            line.put("text", entry.text());
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(
                    file,
                    (line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal " + file, e);
        }
    }
}
