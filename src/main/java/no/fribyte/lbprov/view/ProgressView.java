package no.fribyte.lbprov.view;

import java.util.function.Consumer;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.run.Entry;

/** Shows a run while it goes on: live on a terminal, in plain lines elsewhere. */
public final class ProgressView {
    private ProgressView() {}

    public static Consumer<Entry> of(Terminal terminal, Plan plan) {
        int width = plan.stages().stream()
                .flatMap(stage -> stage.lanes().stream())
                .map(Lane::subject)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return terminal.live() ? new LiveProgress(terminal, width) : new PlainProgress(terminal, width);
    }
}
