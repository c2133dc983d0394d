package no.fribyte.lbprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import no.fribyte.lbprov.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JournalTest {
    @TempDir
    Path directory;

    private static Entry entry(Entry.Kind kind, String text) {
        return new Entry(
                Instant.parse("2026-01-01T00:00:00.250Z"), "run-1", "lb-1", "start VM 200 on pluto", kind, text);
    }

    private Path file() {
        return directory.resolve("deep/er/demo.jsonl");
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file())) {
            lines.add(JsonMapper.shared().readTree(line));
        }
        return lines;
    }

    @Test
    void every_entry_is_one_json_object_on_one_line() throws IOException {
        Journal journal = new Journal(file());
        journal.accept(entry(Entry.Kind.STARTED, ""));
        journal.accept(entry(Entry.Kind.FAILED, "cannot start it;\nline 2 \"quoted\" – ☃"));

        assertThat(Files.readString(file())).startsWith("""
                {"time":"2026-01-01T00:00:00.250Z","run":"run-1","lane":"lb-1","step":"start VM 200 on pluto","event":"started"}
                """);
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1).path("event").asString()).isEqualTo("failed");
        assertThat(lines().get(1).path("text").asString()).isEqualTo("cannot start it;\nline 2 \"quoted\" – ☃");
    }

    @Test
    void progress_is_for_the_screen_alone() throws IOException {
        Journal journal = new Journal(file());
        for (Entry.Kind kind : Entry.Kind.values()) {
            journal.accept(entry(kind, "x"));
        }

        assertThat(lines())
                .map(line -> line.path("event").asString())
                .containsExactly("started", "task", "warning", "done", "failed", "interrupted", "undoing");
    }

    @Test
    void a_second_run_goes_on_where_the_first_ended() throws IOException {
        new Journal(file()).accept(entry(Entry.Kind.STARTED, ""));
        new Journal(file()).accept(entry(Entry.Kind.DONE, ""));

        assertThat(lines()).hasSize(2);
    }

    @Test
    void lanes_that_write_at_the_same_time_leave_whole_lines() throws IOException {
        Journal journal = new Journal(file());
        IntStream.range(0, 200).parallel().forEach(i -> journal.accept(entry(Entry.Kind.TASK, "x".repeat(i))));

        assertThat(lines())
                .hasSize(200)
                .allSatisfy(line -> assertThat(line.path("event").asString()).isEqualTo("task"));
    }

    @Test
    void a_journal_that_cannot_be_written_is_told() throws IOException {
        Files.createDirectories(file());

        assertThatThrownBy(() -> new Journal(file()).accept(entry(Entry.Kind.DONE, "")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write the journal");
    }

    @Test
    void a_lane_tells_in_its_own_name() {
        List<Entry> told = new ArrayList<>();
        LaneLog log = new LaneLog("run-1", "lb-2", "start it", () -> Instant.EPOCH, told::add);

        log.progress("half way");
        log.task("UPID:pluto:1");
        log.warn(Problem.warning("odd").because("it is").hint("look"));

        assertThat(told)
                .containsExactly(
                        new Entry(Instant.EPOCH, "run-1", "lb-2", "start it", Entry.Kind.PROGRESS, "half way"),
                        new Entry(Instant.EPOCH, "run-1", "lb-2", "start it", Entry.Kind.TASK, "UPID:pluto:1"),
                        new Entry(
                                Instant.EPOCH,
                                "run-1",
                                "lb-2",
                                "start it",
                                Entry.Kind.WARNING,
                                "odd; it is; try: look"));
    }
}
