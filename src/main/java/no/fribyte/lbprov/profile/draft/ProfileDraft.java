package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Names;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.Type;

/**
 * A profile as it was written, with what it extends laid under it.
 *
 * @param membersWritten how many members there are, those that could not be read included
 */
public record ProfileDraft(
        Where where,
        Optional<Placed<String>> pair,
        Optional<Placed<String>> inventory,
        Optional<GuestDraft> guest,
        List<Named<NetworkDraft>> networks,
        Placed<List<Named<MemberDraft>>> members,
        Optional<Integer> membersWritten,
        Optional<VirtualIpsDraft> virtualIps,
        List<Named<List<Named<Placed<ServerDraft>>>>> backends,
        List<Named<ServiceDraft>> services,
        Optional<Placed<String>> haproxy,
        Optional<VpnDraft> vpn,
        Optional<MetricsDraft> metrics,
        Optional<LimitsDraft> limits) {
    public static final Key<String> PAIR = new Key<>(
            "pair",
            Formats.label("a name for a pair", "production"),
            "The pair's name; the file's own name when left out.");
    public static final Key<String> EXTENDS = new Key<>(
            "extends",
            Formats.line("a profile", "production"),
            "Another profile that this one is laid over; null removes a key of it.");
    public static final Key<String> INVENTORY = new Key<>(
            "inventory",
            Formats.line("an inventory", "office"),
            "The inventory the pair lives on, by name or as a file. Required.");
    private static final Key<String> DESCRIPTION = new Key<>(
            "description",
            Formats.lines("a description", "the pair of the office"),
            "What the pair is for, in your own words.");
    private static final Key<GuestDraft> GUEST =
            new Key<>("guest", GuestDraft.TYPE, "What the members' VMs are made of, and who may log in. Required.");
    private static final Key<List<Named<NetworkDraft>>> NETWORKS = new Key<>(
            "networks",
            MappingType.named("networks by name", NetworkDraft.NAMES),
            "The networks both members are attached to; a name becomes the interface's name. Required.");
    private static final Key<List<Named<MemberDraft>>> MEMBERS = new Key<>(
            "members", MappingType.named("members by name", MemberDraft.NAMES), "The two load balancers. Required.");
    private static final Key<VirtualIpsDraft> VIRTUAL_IPS =
            new Key<>("virtual-ips", VirtualIpsDraft.TYPE, "The floating addresses. Required.");
    private static final Names<List<Named<Placed<ServerDraft>>>> BACKEND_NAMES =
            new Names<>("BACKEND", Formats.plainName("a name for a backend", "web"), ServerDraft.SERVERS);
    private static final Key<List<Named<List<Named<Placed<ServerDraft>>>>>> BACKENDS = new Key<>(
            "backends",
            MappingType.named("backends by name", BACKEND_NAMES),
            "Groups of servers that services send to, by name.");
    private static final Key<List<Named<ServiceDraft>>> SERVICES = new Key<>(
            "services", MappingType.named("services by name", ServiceDraft.NAMES), "What the pair serves. Required.");
    private static final Key<String> HAPROXY = new Key<>(
            "haproxy", Formats.lines("sections of haproxy.cfg", "resolvers NAME"), "Literal sections for haproxy.cfg.");
    private static final Key<VpnDraft> VPN =
            new Key<>("vpn", VpnDraft.TYPE, "The WireGuard network; none when left out.");
    private static final Key<MetricsDraft> METRICS = new Key<>(
            "metrics", MetricsDraft.TYPE, "Where haproxy's statistics are shown, for people and for Prometheus.");
    private static final Key<LimitsDraft> LIMITS =
            new Key<>("limits", LimitsDraft.TYPE, "The longest outages you accept; drills measure against them.");

    /** How a profile is read. */
    public static final Type<ProfileDraft> TYPE = new MappingType<>(
            Shape.of(
                    "a profile",
                    PAIR,
                    DESCRIPTION,
                    EXTENDS,
                    INVENTORY,
                    GUEST,
                    NETWORKS,
                    MEMBERS,
                    VIRTUAL_IPS,
                    BACKENDS,
                    SERVICES,
                    HAPROXY,
                    VPN,
                    METRICS,
                    LIMITS),
            ProfileDraft::read);

    private static ProfileDraft read(Section section) {
        section.find(DESCRIPTION);
        section.find(EXTENDS);
        return new ProfileDraft(
                section.where(),
                section.find(PAIR),
                section.find(INVENTORY),
                section.require(GUEST).map(Placed::value),
                section.requireSome(NETWORKS),
                section.require(MEMBERS).orElse(new Placed<>(List.of(), section.where())),
                section.count(MEMBERS),
                section.require(VIRTUAL_IPS).map(Placed::value),
                section.list(BACKENDS),
                section.require(SERVICES).map(Placed::value).orElse(List.of()),
                section.find(HAPROXY),
                section.find(VPN).map(Placed::value),
                section.find(METRICS).map(Placed::value),
                section.find(LIMITS).map(Placed::value));
    }
}
