package no.fribyte.lbprov.simulator.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import no.fribyte.lbprov.simulator.world.PrivateFiles;
import tools.jackson.databind.json.JsonMapper;

/** Every call that was no GET, in a file, so that other processes and later ones can count them. */
public final class WriteLog {
    private static final Set<String> LONG = Set.of("content", "input-data");
    private static final Set<String> SECRET = Set.of("cipassword", "password");

    private final Path file;
    private final JsonMapper mapper = JsonMapper.builder().build();

    public WriteLog(Path file) {
        this.file = file;
    }

    /**
     * One call.
     *
     * @param path without {@code /api2/json}
     * @param status what it was answered, also when the answer never left
     */
    public record Entry(String method, String path, Map<String, String> params, int status) {}

    synchronized void add(String method, String path, Map<String, Object> params, int status) {
        Map<String, String> shown = new TreeMap<>();
        params.forEach((name, value) -> {
            String text = String.valueOf(value);
            boolean hidden = SECRET.contains(name) || (LONG.contains(name) && text.length() > 16);
            shown.put(name, hidden ? "(" + text.length() + " characters)" : text);
        });
        try {
            String line = mapper.writeValueAsString(new Entry(method, path, shown, status)) + "\n";
            if (!Files.exists(file)) {
                PrivateFiles.write(file, new byte[0]);
            }
            Files.write(file, line.getBytes(UTF_8), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    public synchronized List<Entry> entries() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, UTF_8).stream()
                    .map(line -> mapper.readValue(line, Entry.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
