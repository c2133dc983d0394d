package no.fribyte.lbprov.view;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import no.fribyte.lbprov.run.Entry;

/** Progress on a terminal: finished steps scroll by, and below them one line per lane shows what it is at. */
final class LiveProgress implements Consumer<Entry> {
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final String UP = "\u001b[1A";
    private static final int COLUMNS = 110;

    private final Terminal terminal;
    private final int width;
    private final Map<String, Doing> current = new LinkedHashMap<>();
    private final Map<String, Instant> started = new LinkedHashMap<>();
    private int drawn;

    /** What a lane is at. */
    private record Doing(String step, String detail) {}

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
                current.put(entry.lane(), new Doing(entry.step(), ""));
            }
            case TASK -> {}
            case PROGRESS -> current.put(entry.lane(), new Doing(entry.step(), "  " + entry.text()));
            case WARNING -> done(screen, entry, style.careful("!"), entry.text());
            case DONE -> {
                current.remove(entry.lane());
                done(screen, entry, style.good("✓"), entry.step() + style.faint(took(entry)));
            }
            case FAILED -> {
                current.remove(entry.lane());
                done(screen, entry, style.bad("✗"), entry.step());
            }
            case UNDOING -> done(screen, entry, style.careful("↶"), "taking back what was done");
        }
        current.forEach((lane, doing) -> screen.append(line(lane, doing, style)).append('\n'));
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

    /** A line that wraps could not be taken back; it is cut before it is painted, or half a colour might be left. */
    private String line(String lane, Doing doing, Style style) {
        String begin = ("  %-" + width + "s  … %s").formatted(lane, doing.step());
        String whole = begin + doing.detail();
        String cut = whole.length() <= COLUMNS ? whole : whole.substring(0, COLUMNS - 1) + "…";
        int end = Math.min(begin.length(), cut.length());
        return cut.substring(0, end) + style.faint(cut.substring(end));
    }
}
