package no.fribyte.lbprov.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The pair itself, once for each of the most telling events; {@code make bench-ha} measures them all. */
class HighAvailabilityIT {
    /** What a machine that does other things besides may add; the control's own outage comes on top. */
    private static final double BUSY = 0.5;

    private final long seed = Long.getLong("ha.seed", new Random().nextInt(1_000_000));

    @Test
    void every_outage_is_within_its_limit() {
        try (Trials trials = new Trials(Kind.RENDERED, HighAvailabilityIT::tell)) {
            Trials.all().stream().filter(Event::quick).forEach(trials::run);

            Figures figures = trials.figures();
            System.out.println(new ResultTable(figures, Optional.empty()).text());
            assertThat(figures.problems()).isEmpty();
            List<Double> control = figures.of("control, beside the faults");
            double slack = BUSY + control.get(control.size() - 1);
            assertThat(new ResultTable(figures, Optional.empty()).missed(slack)).isEmpty();
        }
    }

    @Test
    void after_a_storm_one_member_has_the_virtual_ip_and_both_serve() {
        System.out.println("the storm's seed is " + seed + " (-Dha.seed=" + seed + ")");
        try (Trials trials = new Trials(Kind.RENDERED, HighAvailabilityIT::tell)) {
            trials.run(new Storm(seed, 60).event());

            assertThat(trials.figures().problems()).isEmpty();
            assertThat(trials.figures().of("storm: members that do not serve")).containsExactly(0.0);
        }
    }

    private static void tell(String text) {
        System.out.println(text);
    }
}
