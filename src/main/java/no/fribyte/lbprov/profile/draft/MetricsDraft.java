package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.ListType;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.Type;

/**
 * Where haproxy's statistics are shown, as it was written.
 *
 * @param from who may look; who may log in when absent
 */
public record MetricsDraft(Optional<Placed<Integer>> port, Optional<Placed<List<Placed<Source>>>> from) {
    /** The port when none is written. */
    public static final int USUAL_PORT = 8405;

    private static final Key<Integer> PORT = new Key<>(
            "port",
            Formats.PORT,
            "The TCP port on each member's own addresses; %d when left out.".formatted(USUAL_PORT));
    private static final Key<List<Placed<Source>>> FROM = new Key<>(
            "from",
            new ListType<>(Source.TYPE),
            "Who may look: networks such as 203.0.113.0/24, names of the pair's networks, or vpn; ssh-from when left out.");

    static final Type<MetricsDraft> TYPE = new MappingType<>(Shape.of("the metrics", PORT, FROM), MetricsDraft::read);

    private static MetricsDraft read(Section section) {
        return new MetricsDraft(section.find(PORT), section.find(FROM));
    }
}
