package no.fribyte.lbprov.ha;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs events on a site, one after the other; a site that did not recover is replaced. */
final class Trials implements AutoCloseable {
    private final Kind kind;
    private final Consumer<String> out;
    private final Figures figures = new Figures();
    private Site site;

    Trials(Kind kind, Consumer<String> out) {
        this.kind = kind;
        this.out = out;
        this.site = Site.start(kind);
    }

    static List<Event> all() {
        return Stream.of(Breakdowns.events(), Planned.events(), Boots.events(), Strains.events(), Exposures.events())
                .flatMap(List::stream)
                .toList();
    }

    Figures figures() {
        return figures;
    }

    void run(Event event) {
        double start = Holders.now();
        int problems = figures.problems().size();
        try (Users users = new Users(site.neighbours())) {
            Trial trial = new Trial(site, users, figures);
            trial.settled();
            double quiet = Holders.now();
            Waiting.seconds(1);
            trial.figure("no fault", users.web(quiet + 0.2));
            event.procedure().accept(trial);
            trial.settled();
            trial.figure("control, beside the faults", users.control(quiet));
        } catch (IllegalStateException e) {
            figures.problem(event.name() + ": " + e.getMessage());
        }
        List<String> found = figures.problems();
        found.subList(problems, found.size()).forEach(problem -> out.accept("  " + event.name() + ": " + problem));
        out.accept("%s (%s): %.0f s".formatted(event.name(), kind, Holders.now() - start));
        if (found.size() > problems) {
            out.accept(site.journal());
            replace();
        }
    }

    private void replace() {
        site.close();
        site = Site.start(kind);
    }

    @Override
    public void close() {
        site.close();
    }
}
