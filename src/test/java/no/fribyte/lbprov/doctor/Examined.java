package no.fribyte.lbprov.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.plan.Demo;
import no.fribyte.lbprov.plan.SeenNode;
import no.fribyte.lbprov.proxmox.ApiAddress;
import no.fribyte.lbprov.proxmox.Bridge;
import no.fribyte.lbprov.proxmox.ClusterNode;
import no.fribyte.lbprov.proxmox.ClusterStatus;
import no.fribyte.lbprov.proxmox.Endpoint;
import no.fribyte.lbprov.proxmox.Sight;
import no.fribyte.lbprov.proxmox.StorageStatus;
import no.fribyte.lbprov.proxmox.TlsTrust;
import no.fribyte.lbprov.proxmox.TokenId;
import okhttp3.tls.HeldCertificate;

/** What was seen of the demo pair's place: everything is well, to begin with. */
final class Examined {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final long GIB = 1L << 30;
    private static final HeldCertificate AUTHORITY = certificate(Duration.ofDays(3650));

    private final Demo demo;
    private final Map<NodeName, List<Way>> ways = new LinkedHashMap<>();
    private final Map<NodeName, String> versions = new LinkedHashMap<>();
    private final List<StorageStatus> storages = new ArrayList<>(
            List.of(storage("local-lvm", "images"), storage("lbseed", "iso"), storage("local", "import")));
    private final List<Bridge> bridges = new ArrayList<>(List.of(new Bridge("vmbr0", true, false)));
    private final List<SiteFacts> sites = new ArrayList<>();
    private final List<TokenFacts> tokens = new ArrayList<>();
    private Optional<PairHealth> health = Optional.empty();
    private Optional<TemplateFacts> templates = Optional.empty();
    private TlsTrust trust = new TlsTrust.Authority(AUTHORITY.certificatePem());

    Examined() {
        this(new Demo());
    }

    Examined(Demo demo) {
        this.demo = demo;
        for (NodeName node : List.of(Demo.PLUTO, Demo.FERGUS)) {
            versions.put(node, "9.1.4");
            ways.put(node, new ArrayList<>(List.of(way("192.0.2.1:8006", "203.0.113.7", "192.0.2.1"))));
        }
    }

    static StorageStatus storage(String name, String content) {
        return new StorageStatus(name, "dir", Set.of(content), true, true, false, 50 * GIB, 90 * GIB);
    }

    static HeldCertificate certificate(Duration left) {
        return new HeldCertificate.Builder()
                .validityInterval(
                        NOW.minus(Duration.ofDays(600)).toEpochMilli(),
                        NOW.plus(left).toEpochMilli())
                .build();
    }

    /** One that is used, with the node's certificate good for a year. */
    static Way way(String address, String from, String... leadsTo) {
        return way(address, from, certificate(Duration.ofDays(365)), leadsTo);
    }

    static Way way(String address, String from, HeldCertificate certificate, String... leadsTo) {
        Sight.Connected connected =
                new Sight.Connected(IpAddress.of(from), certificate.certificate(), Optional.of(NOW), NOW);
        return new Way(
                new Sight(ApiAddress.parse(address), Optional.empty(), Optional.of(connected)),
                Arrays.stream(leadsTo).map(IpAddress::of).toList());
    }

    /** In place of the one that was there. */
    Examined ways(Way... all) {
        ways.put(Demo.PLUTO, List.of(all));
        return this;
    }

    Examined trust(TlsTrust changed) {
        trust = changed;
        return this;
    }

    Examined version(NodeName node, String text) {
        versions.put(node, text);
        return this;
    }

    Examined storage(StorageStatus changed) {
        storages.replaceAll(one -> one.name().equals(changed.name()) ? changed : one);
        return this;
    }

    Examined bridge(Bridge changed) {
        bridges.replaceAll(one -> one.name().equals(changed.name()) ? changed : one);
        return this;
    }

    Examined without(String bridge) {
        bridges.removeIf(one -> one.name().equals(bridge));
        return this;
    }

    Examined cluster(Optional<String> name, SiteFacts.ThirdVote vote, String... nodes) {
        List<ClusterNode> known = Arrays.stream(nodes)
                .map(node -> new ClusterNode(new NodeName(node), true, node.equals(nodes[0])))
                .toList();
        sites.add(new SiteFacts(List.of(Demo.PLUTO, Demo.FERGUS), new ClusterStatus(name, true, known), vote));
        return this;
    }

    Examined rights(TokenRights rights) {
        tokens.add(new TokenFacts(List.of(Demo.PLUTO, Demo.FERGUS), rights));
        return this;
    }

    Examined health(PairHealth seen) {
        health = Optional.of(seen);
        return this;
    }

    Facts facts() {
        List<NodeFacts> nodes = demo.place().nodes().stream().map(this::node).toList();
        return new Facts(demo.pair(), NOW, List.of(), nodes, sites, List.of(), tokens, health, templates, List.of());
    }

    private NodeFacts node(Node node) {
        PveVersion version = PveVersion.parse(versions.getOrDefault(node.name(), "9.1.4"));
        Map<String, Set<String>> usable = new LinkedHashMap<>();
        storages.stream()
                .filter(one -> one.enabled() && one.active())
                .forEach(one -> usable.put(one.name(), one.content()));
        Set<String> names = new TreeSet<>();
        bridges.forEach(bridge -> names.add(bridge.name()));
        SeenNode seen = new SeenNode(node.name(), version, usable, names, List.of(), Map.of());
        List<Way> all = ways.getOrDefault(node.name(), List.of());
        Endpoint endpoint = new Endpoint(
                node.name(),
                all.stream().map(way -> way.sight().address()).toList(),
                Optional.empty(),
                Optional.empty(),
                trust,
                new TokenId("lbprov@pve!create"),
                new Secret("s3cret"));
        return new NodeFacts(
                node,
                endpoint,
                all,
                Optional.empty(),
                Optional.of(version),
                Optional.of(new NodeFacts.Home(seen, storages, bridges)),
                List.of());
    }

    /** What a check finds, as lines: sign and text, then why and try. */
    List<String> told(Function<Facts, Section> check) {
        return check.apply(facts()).findings().stream()
                .map(finding -> "%s %s%s%s"
                        .formatted(
                                finding.level(),
                                finding.text(),
                                finding.why().map(why -> " | " + why).orElse(""),
                                finding.attempt()
                                        .map(attempt -> " | " + attempt)
                                        .orElse("")))
                .toList();
    }
}
