package no.fribyte.lbprov.view;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import no.fribyte.lbprov.run.Entry;

/** Progress as plain lines, for files, pipes and CI. */
final class PlainProgress implements Consumer<Entry> {
    private final Terminal terminal;
    private final int width;
    private final Map<String, Instant> started = new HashMap<>();
    private final Map<String, String> last = new HashMap<>();

    /**
     * @param width of the column with the lanes' names
     */
    PlainProgress(Terminal terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    @Override
    public synchronized void accept(Entry entry) {
        switch (entry.kind()) {
            case STARTED -> started.put(entry.lane(), entry.time());
            case TASK -> {}
            case PROGRESS -> progress(entry);
            case WARNING -> line(entry, "warning: " + entry.text());
            case DONE -> line(entry, "done: %s%s".formatted(entry.step(), took(entry)));
            case FAILED -> line(entry, "FAILED: " + entry.step());
            case INTERRUPTED -> line(entry, "interrupted: " + entry.step());
            case UNDOING -> line(entry, "taking back what was done, for " + entry.text());
        }
    }

    /** A counter that goes up is no news. */
    private void progress(Entry entry) {
        String news = entry.text().replaceAll("[0-9]+", "#");
        if (!news.equals(last.put(entry.lane(), news))) {
            line(entry, "  " + entry.text());
        }
    }

    private String took(Entry entry) {
        Duration time = Duration.between(started.getOrDefault(entry.lane(), entry.time()), entry.time());
        return time.toMillis() < 1000 ? "" : " (%.1f s)".formatted(time.toMillis() / 1000.0);
    }

    private void line(Entry entry, String text) {
        terminal.err().println(("%-" + width + "s  %s").formatted(entry.lane(), text));
    }
}
