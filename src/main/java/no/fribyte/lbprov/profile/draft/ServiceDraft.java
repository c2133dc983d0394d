package no.fribyte.lbprov.profile.draft;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Check;
import no.fribyte.lbprov.model.Exposure;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.profile.yaml.Choice;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Names;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.YesNo;

/** A service as it was written. */
public record ServiceDraft(
        Optional<Placed<Exposure>> expose,
        Optional<Placed<Integer>> port,
        Service.Mode mode,
        Optional<Placed<Target>> to,
        List<Named<Placed<Target>>> routes,
        Optional<Integer> toPort,
        Check check,
        Optional<Integer> proxyProtocol,
        Optional<Duration> idle,
        boolean essential,
        Optional<Placed<String>> haproxy) {
    private static final Key<Exposure> EXPOSE = new Key<>(
            "expose",
            new Choice<>(Formats.words(
                    List.of(Exposure.values()), value -> value.name().toLowerCase(Locale.ROOT))),
            "Where the service answers: public (the virtual IPs), vpn or both. Required.");
    private static final Key<Integer> PORT =
            new Key<>("port", Formats.PORT, "The TCP port that the service answers on. Required.");
    private static final Key<Service.Mode> MODE = new Key<>(
            "mode",
            new Choice<>(Formats.words(
                    List.of(Service.Mode.values()), value -> value.name().toLowerCase(Locale.ROOT))),
            "At which layer haproxy proxies: tcp (if left out) or http.");
    private static final Key<Target> TO =
            new Key<>("to", Target.type(), "The name of a backend, or servers of its own. Required.");
    private static final Key<List<Named<Placed<Target>>>> SNI = new Key<>(
            "sni",
            MappingType.named(
                    "backends or servers by host name",
                    new Names<>("HOST", HostName.TYPE, new PlacedType<>(Target.type()))),
            "Where TLS connections go by the name that they ask for, undecrypted; the others go to `to`.");
    private static final Key<Integer> TO_PORT = new Key<>(
            "to-port", Formats.PORT, "The port of the servers, where they do not say; the service's when left out.");
    private static final Key<Check> CHECK = new Key<>(
            "check",
            CheckFormat.type(),
            "How haproxy finds out whether a server works: tcp (if left out), tls, none, or http with a path.");
    private static final Key<Integer> PROXY_PROTOCOL = new Key<>(
            "proxy-protocol",
            new Choice<>(Formats.words(List.of(1, 2), number -> "v" + number)),
            "Tells the servers the client's address by the PROXY protocol, v1 or v2.");
    private static final Key<Duration> IDLE = new Key<>(
            "idle",
            new DurationType(Duration.ofSeconds(1), Duration.ofHours(24)),
            "How long a connection may be silent, 1s to 24h.");
    private static final Key<Boolean> ESSENTIAL = new Key<>(
            "essential", new YesNo(), "Whether a member that cannot serve it should hand over; true when left out.");
    private static final Key<String> HAPROXY = new Key<>(
            "haproxy",
            Formats.lines("lines of haproxy.cfg", "option httplog"),
            "Literal lines for the service's haproxy backend.");

    private static final Type<ServiceDraft> TYPE = new MappingType<>(
            Shape.of(
                    "a service", EXPOSE, PORT, MODE, TO, SNI, TO_PORT, CHECK, PROXY_PROTOCOL, IDLE, ESSENTIAL, HAPROXY),
            ServiceDraft::read);

    private static final TextType<String> NAME = Formats.plainName("a name for a service", "https");

    /** Names that the rendered haproxy.cfg uses for itself. */
    private static final Set<String> TAKEN = Set.of("lbprov-health", "lbprov-stats");

    static final Names<ServiceDraft> NAMES = new Names<>(
            "SERVICE", new TextType<>("a name for a service", "https", NAME.pattern(), ServiceDraft::name), TYPE);

    /** Everything that it sends connections to. */
    public List<Placed<Target>> targets() {
        return Stream.concat(to.stream(), routes.stream().map(Named::value)).toList();
    }

    private static ServiceDraft read(Section section) {
        return new ServiceDraft(
                section.require(EXPOSE),
                section.require(PORT),
                section.find(MODE).map(Placed::value).orElse(Service.Mode.TCP),
                section.require(TO),
                section.list(SNI),
                section.find(TO_PORT).map(Placed::value),
                section.find(CHECK).map(Placed::value).orElse(new Check.Tcp()),
                section.find(PROXY_PROTOCOL).map(Placed::value),
                section.find(IDLE).map(Placed::value),
                section.find(ESSENTIAL).map(Placed::value).orElse(true),
                section.find(HAPROXY));
    }

    private static Reading<String> name(String text) {
        return TAKEN.contains(text)
                ? Reading.refused("haproxy.cfg has a section of that name already", text + "-page")
                : NAME.parser().apply(text);
    }
}
