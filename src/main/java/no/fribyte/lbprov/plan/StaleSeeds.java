package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.step.DeleteVolume;
import no.fribyte.lbprov.step.SeedName;
import no.fribyte.lbprov.step.Step;

/** Seeds that an earlier run left on a storage: they hold secrets, so whoever finds one removes it. */
final class StaleSeeds {
    private final Pair pair;
    private final Place place;
    private final Observed observed;
    private final Census census;

    StaleSeeds(Pair pair, Place place, Observed observed, Census census) {
        this.pair = pair;
        this.place = place;
        this.observed = observed;
        this.census = census;
    }

    List<Stage> stages() {
        List<Step> steps = new ArrayList<>();
        for (Node node : place.nodes()) {
            List<String> volumes =
                    observed.node(node.name()).map(SeenNode::volumes).orElse(List.of());
            volumes.stream()
                    .filter(volume ->
                            SeedName.ofVolume(volume).filter(this::isStale).isPresent())
                    .forEach(volume -> steps.add(new DeleteVolume(node.name(), volume, "stale seed")));
        }
        return steps.isEmpty()
                ? List.of()
                : List.of(new Stage("clean up", "nobody notices", List.of(Lane.of("pair", steps))));
    }

    /** A seed that no VM under construction is waiting for. */
    private boolean isStale(SeedName seed) {
        return seed.pair().equals(pair.name())
                && census.of(seed.member()).stream()
                        .noneMatch(
                                own -> own.underConstruction() && own.marker().incarnation() == seed.incarnation());
    }
}
