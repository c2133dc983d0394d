package no.fribyte.lbprov.view;

import java.util.List;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.plan.OwnTemplate;

/** Shows the templates of a place. */
public final class TemplatesView {
    private final Terminal terminal;

    public TemplatesView(Terminal terminal) {
        this.terminal = terminal;
    }

    public void show(List<OwnTemplate> templates) {
        for (OwnTemplate template : templates) {
            TemplateMarker marker = template.marker();
            terminal.out()
                    .println("%s  %s  %s, baked %s: %s"
                            .formatted(
                                    template.vm().node(),
                                    template.vm().id(),
                                    marker.os(),
                                    marker.baked(),
                                    marker.packages().stream()
                                            .map(each -> each.name() + " " + each.version())
                                            .collect(Collectors.joining(", "))));
        }
    }
}
