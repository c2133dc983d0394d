package no.fribyte.lbprov.profile.draft;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.fribyte.lbprov.model.Failback;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.yaml.Choice;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.WholeNumber;

/** The virtual IPs as they were written. */
public record VirtualIpsDraft(
        Optional<Placed<String>> network,
        Optional<Placed<Integer>> routerId,
        List<Placed<IpAddress>> addresses,
        Placed<Duration> advert,
        Failback failback,
        Duration preemptDelay) {
    private static final Key<String> NETWORK =
            new Key<>("network", NetworkDraft.NAME, "The network that VRRP runs on. Required.");
    private static final Key<Integer> ROUTER_ID = new Key<>(
            "router-id",
            new WholeNumber("a VRRP id", 1, 255),
            "VRRP's virtual router id, 1 to 255, used by nobody else on the segment. Required.");
    private static final Key<List<Placed<IpAddress>>> ADDRESSES = new Key<>(
            "addresses",
            Formats.ADDRESSES,
            "The floating addresses; the first one is told in VRRP's adverts. Required.");
    private static final Key<Duration> ADVERT = new Key<>(
            "advert",
            new DurationType(Duration.ofMillis(100), Duration.ofSeconds(1)),
            "The time between VRRP's adverts, 100ms to 1s; 200ms when left out.");
    private static final Key<Failback> FAILBACK = new Key<>(
            "failback",
            new Choice<>(Formats.words(
                    List.of(Failback.values()), value -> value.name().toLowerCase(Locale.ROOT))),
            "Whether the preferred member takes the virtual IPs back by itself: auto (if left out) or manual.");
    private static final Key<Duration> PREEMPT_DELAY = new Key<>(
            "preempt-delay",
            new DurationType(Duration.ZERO, Duration.ofSeconds(1000)),
            "How long a healthy preferred member waits before it takes over; 5s when left out.");

    static final Type<VirtualIpsDraft> TYPE = new MappingType<>(
            Shape.of("the virtual IPs", NETWORK, ROUTER_ID, ADDRESSES, ADVERT, FAILBACK, PREEMPT_DELAY),
            VirtualIpsDraft::read);

    private static VirtualIpsDraft read(Section section) {
        return new VirtualIpsDraft(
                section.require(NETWORK),
                section.require(ROUTER_ID),
                section.requireSome(ADDRESSES),
                section.find(ADVERT).orElse(new Placed<>(Duration.ofMillis(200), section.where())),
                section.find(FAILBACK).map(Placed::value).orElse(Failback.AUTO),
                section.find(PREEMPT_DELAY).map(Placed::value).orElse(Duration.ofSeconds(5)));
    }
}
