package no.fribyte.lbprov.profile.draft;

import java.time.Duration;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.Type;

/** The limits as they were written. */
public record LimitsDraft(Placed<Duration> failover, Placed<Duration> switchover, Placed<Duration> vpnFailover) {
    private static final Type<Duration> OUTAGE = new DurationType(Duration.ofMillis(1), Duration.ofMinutes(5));

    private static final Key<Duration> FAILOVER =
            new Key<>("failover", OUTAGE, "The longest outage when the master dies; 1s when left out.");
    private static final Key<Duration> SWITCHOVER =
            new Key<>("switchover", OUTAGE, "The longest outage of a planned switchover; 200ms when left out.");
    private static final Key<Duration> VPN_FAILOVER =
            new Key<>("vpn-failover", OUTAGE, "The longest outage for VPN members; 2s when left out.");

    static final Type<LimitsDraft> TYPE =
            new MappingType<>(Shape.of("the limits", FAILOVER, SWITCHOVER, VPN_FAILOVER), LimitsDraft::read);

    private static LimitsDraft read(Section section) {
        return new LimitsDraft(
                section.find(FAILOVER).orElse(new Placed<>(Duration.ofSeconds(1), section.where())),
                section.find(SWITCHOVER).orElse(new Placed<>(Duration.ofMillis(200), section.where())),
                section.find(VPN_FAILOVER).orElse(new Placed<>(Duration.ofSeconds(2), section.where())));
    }
}
