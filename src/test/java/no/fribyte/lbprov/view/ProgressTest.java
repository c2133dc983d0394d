package no.fribyte.lbprov.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import no.fribyte.lbprov.run.Entry;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Entry entry(String lane, String step, Entry.Kind kind, String text) {
        return new Entry(now, "run-1", lane, step, kind, text);
    }

    private void tell(Consumer<Entry> view) {
        view.accept(entry("lb-1", "create it", Entry.Kind.STARTED, ""));
        view.accept(entry("lb-1", "create it", Entry.Kind.TASK, "UPID:pluto:1"));
        view.accept(entry("pair", "look", Entry.Kind.STARTED, ""));
        view.accept(entry("lb-1", "create it", Entry.Kind.PROGRESS, "waited 1 s"));
        now = now.plus(Duration.ofMillis(1200));
        view.accept(entry("lb-1", "create it", Entry.Kind.PROGRESS, "waited 2 s"));
        view.accept(entry("lb-1", "create it", Entry.Kind.WARNING, "the disk is odd"));
        view.accept(entry("lb-1", "create it", Entry.Kind.DONE, ""));
        view.accept(entry("pair", "look", Entry.Kind.FAILED, "cannot look"));
        view.accept(entry("pair", "take back", Entry.Kind.UNDOING, "cannot look"));
    }

    @Test
    void elsewhere_than_on_a_terminal_every_piece_of_news_is_a_line() {
        Screen screen = Screen.plain();

        tell(ProgressView.of(screen.terminal, ViewPlans.rebuild()));

        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).isEqualTo("""
                lb-1    waited 1 s
                lb-1  warning: the disk is odd
                lb-1  done: create it (1.2 s)
                pair  FAILED: look
                pair  taking back what was done, for cannot look
                """);
    }

    @Test
    void a_counter_is_no_news_but_another_text_is() {
        Screen screen = Screen.plain();
        PlainProgress view = new PlainProgress(screen.terminal, 4);

        for (String text : List.of("stage 1: a", "stage 2: a", "stage 2: b", "stage 3: a")) {
            view.accept(entry("lb-1", "x", Entry.Kind.PROGRESS, text));
        }

        assertThat(screen.err()).isEqualTo("lb-1    stage 1: a\nlb-1    stage 2: b\nlb-1    stage 3: a\n");
    }

    @Test
    void on_a_terminal_finished_steps_scroll_by_and_the_lanes_stay_below() {
        Screen screen = Screen.coloured();

        tell(ProgressView.of(screen.terminal, ViewPlans.rebuild()));

        List<String> lines = Emulator.shown(screen.err());
        assertThat(lines)
                .containsExactly(
                        "  lb-1  ! the disk is odd",
                        "  lb-1  ✓ create it  1.2 s",
                        "  pair  ✗ look",
                        "  pair  ↶ taking back what was done");
    }

    @Test
    void while_lanes_work_each_has_one_line_that_is_drawn_anew() {
        Screen screen = Screen.liveWithoutColour();
        LiveProgress view = new LiveProgress(screen.terminal, 4);
        view.accept(entry("lb-1", "create it", Entry.Kind.STARTED, ""));
        view.accept(entry("lb-2", "create it", Entry.Kind.STARTED, ""));
        view.accept(entry("lb-1", "create it", Entry.Kind.PROGRESS, "10 %"));
        view.accept(entry("lb-1", "create it", Entry.Kind.PROGRESS, "20 %"));

        assertThat(Emulator.shown(screen.err())).containsExactly("  lb-1  … create it  20 %", "  lb-2  … create it");

        view.accept(entry("lb-2", "create it", Entry.Kind.DONE, ""));

        assertThat(Emulator.shown(screen.err())).containsExactly("  lb-2  ✓ create it", "  lb-1  … create it  20 %");
    }

    @Test
    void a_long_line_is_cut_by_the_terminal_so_that_it_can_be_taken_back() {
        for (int length = 60; length < 140; length++) {
            Screen screen = Screen.coloured();
            LiveProgress view = new LiveProgress(screen.terminal, 4);
            view.accept(entry("lb-1", "s".repeat(length), Entry.Kind.STARTED, ""));
            view.accept(entry("lb-1", "s".repeat(length), Entry.Kind.PROGRESS, "p".repeat(40)));
            view.accept(entry("lb-1", "s", Entry.Kind.DONE, ""));

            assertThat(Emulator.shown(screen.err())).containsExactly("  lb-1  ✓ s");
            assertThat(screen.err()).endsWith("\u001b[?7h");
        }
    }

    @Test
    void without_colour_nothing_is_painted() {
        Screen screen = Screen.liveWithoutColour();
        LiveProgress view = new LiveProgress(screen.terminal, 4);
        view.accept(entry("lb-1", "s".repeat(200), Entry.Kind.STARTED, ""));
        view.accept(entry("lb-1", "s", Entry.Kind.PROGRESS, "p".repeat(200)));

        assertThat(screen.err()).doesNotContainPattern("\u001b\\[[0-9;]*m");
    }

    /** As much of a terminal as is needed to see what stays on the screen. */
    private static final class Emulator {
        private static final int COLUMNS = 80;

        private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        private int row;
        private boolean wraps = true;

        static List<String> shown(String output) {
            Emulator emulator = new Emulator();
            int at = 0;
            while (at < output.length()) {
                at = emulator.take(output, at);
            }
            return emulator.lines.stream()
                    .map(StringBuilder::toString)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        private int take(String output, int at) {
            char next = output.charAt(at);
            if (next == '\u001b') {
                int end = at + 2;
                while (Character.isDigit(output.charAt(end)) || output.charAt(end) == '?') {
                    end++;
                }
                control(output.substring(at + 2, end + 1));
                return end + 1;
            }
            if (next == '\n') {
                row++;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            } else if (!wraps && lines.get(row).length() == COLUMNS) {
                lines.get(row).setCharAt(COLUMNS - 1, next);
            } else if (next != '\r') {
                lines.get(row).append(next);
            }
            return at + 1;
        }

        private void control(String sequence) {
            switch (sequence.charAt(sequence.length() - 1)) {
                case 'A' -> row--;
                case 'K' -> lines.get(row).setLength(0);
                case 'm' -> {}
                case 'l' -> wraps = false;
                case 'h' -> wraps = true;
                default -> throw new AssertionError("a terminal would not know what to do with " + sequence);
            }
        }
    }
}
