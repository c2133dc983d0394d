package no.fribyte.lbprov.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static Entry entry(Entry.Kind kind, String text) {
        return new Entry(Instant.parse("2026-01-01T00:00:00Z"), "run-1", "lb-1", "start VM 200 on pluto", kind, text);
    }

    @Test
    void an_entry_is_one_line_and_progress_is_none(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("state/journal.jsonl");
        Journal journal = new Journal(file);

        journal.accept(entry(Entry.Kind.STARTED, ""));
        journal.accept(entry(Entry.Kind.PROGRESS, "still waiting"));
        journal.accept(entry(Entry.Kind.FAILED, "it said \"no\"\nand more"));

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"time\":\"2026-01-01T00:00:00Z\",\"run\":\"run-1\",\"lane\":\"lb-1\","
                                + "\"step\":\"start VM 200 on pluto\",\"event\":\"started\"}",
                        "{\"time\":\"2026-01-01T00:00:00Z\",\"run\":\"run-1\",\"lane\":\"lb-1\","
                                + "\"step\":\"start VM 200 on pluto\",\"event\":\"failed\","
                                + "\"text\":\"it said \\\"no\\\"\\nand more\"}");
    }

    @Test
    void a_second_run_goes_on_in_the_same_file(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("journal.jsonl");

        new Journal(file).accept(entry(Entry.Kind.STARTED, ""));
        new Journal(file).accept(entry(Entry.Kind.DONE, ""));

        assertThat(Files.readAllLines(file)).hasSize(2);
    }
}
