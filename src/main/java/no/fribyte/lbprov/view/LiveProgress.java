package no.fribyte.lbprov.view;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import no.fribyte.lbprov.run.Entry;

/** Progress on a terminal: finished steps scroll by, and below them one line per lane shows what it is at. */
final class LiveProgress implements Consumer<Entry> {
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final String UP = "\u001b[1A";
    /** A line that wraps could not be taken back: while these lines are drawn, the terminal cuts what is too long. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final Terminal terminal;
    private final int width;
    /** Sorted, so that a lane keeps its line. */
    private final Map<String, String> current = new TreeMap<>();

    private final Map<String, Instant> started = new HashMap<>();
    private int drawn;

    LiveProgress(Terminal terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    @Override
    public synchronized void accept(Entry entry) {
        Style style = terminal.errStyle();
        StringBuilder screen = new StringBuilder();
        erase(screen);
        switch (entry.kind()) {
            case STARTED -> {
                started.put(entry.lane(), entry.time());
                current.put(entry.lane(), entry.step());
            }
            case TASK -> {}
            case PROGRESS ->
                current.put(
                        entry.lane(),
                        entry.step() + style.faint("  " + entry.text().replace('\n', ' ')));
            case WARNING -> done(screen, entry, style.careful("!"), entry.text());
            case DONE -> {
                current.remove(entry.lane());
                done(screen, entry, style.good("✓"), entry.step() + style.faint(took(entry)));
            }
            case FAILED -> {
                current.remove(entry.lane());
                done(screen, entry, style.bad("✗"), entry.step());
            }
            case INTERRUPTED -> {
                current.remove(entry.lane());
                done(screen, entry, style.careful("!"), "interrupted: " + entry.step());
            }
            case UNDOING -> done(screen, entry, style.careful("↶"), "taking back what was done");
        }
        screen.append(NO_WRAP);
        current.forEach((lane, text) -> screen.append(("  %-" + width + "s  … %s").formatted(lane, text))
                .append('\n'));
        screen.append(WRAP);
        drawn = current.size();
        terminal.err().print(screen);
        terminal.err().flush();
    }

    private void erase(StringBuilder screen) {
        for (int i = 0; i < drawn; i++) {
            screen.append(UP).append(CLEAR_LINE);
        }
    }

    private void done(StringBuilder screen, Entry entry, String sign, String text) {
        screen.append(("  %-" + width + "s  ").formatted(entry.lane()))
                .append(sign)
                .append(' ')
                .append(text)
                .append('\n');
    }

    private String took(Entry entry) {
        Duration time = Duration.between(started.getOrDefault(entry.lane(), entry.time()), entry.time());
        return time.toMillis() < 1000 ? "" : "  %.1f s".formatted(time.toMillis() / 1000.0);
    }
}
