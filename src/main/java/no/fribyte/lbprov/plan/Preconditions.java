package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.problem.Problem;

/** What a node must have before a member is built on it. */
public record Preconditions(GuestOs os, Node node, SeenNode seen) {
    public Preconditions {
        requireNonNull(os, "os");
        requireNonNull(node, "node");
        requireNonNull(seen, "seen");
    }

    static List<Problem> of(Desired desired, Observed observed, Member member) {
        Node node = desired.place().node(member.node());
        return observed.node(node.name())
                .map(seen -> new Preconditions(desired.pair().guest().os(), node, seen).of(member))
                .orElseGet(() -> List.of(unseen(observed, node, member)));
    }

    private static Problem unseen(Observed observed, Node node, Member member) {
        return observed.unreadNode(node.name())
                .map(unread -> unread.problem().asError())
                .orElseGet(() -> Problem.error("node %s of %s was not seen".formatted(node.name(), member.name()))
                        .because("nothing was read of it")
                        .hint("check the node's addresses in the inventory"));
    }

    private List<Problem> of(Member member) {
        return of(member.nics().stream().map(Nic::network).toList());
    }

    /** What is missing here for a VM on these networks. */
    List<Problem> of(List<Network> networks) {
        List<Problem> problems = new ArrayList<>();
        version().ifPresent(problems::add);
        for (Use use : uses()) {
            storage(use).ifPresent(problems::add);
        }
        image().ifPresent(problems::add);
        for (Network network : networks) {
            bridge(network).ifPresent(problems::add);
        }
        return problems;
    }

    /**
     * What a storage is for.
     *
     * @param content Proxmox's word for it
     * @param purpose people's
     */
    public record Use(String storage, String content, String purpose) {}

    /** The storages that a member takes here. */
    public List<Use> uses() {
        List<Use> uses = new ArrayList<>(List.of(
                new Use(node.storages().disk(), "images", "VM disks"),
                new Use(node.storages().seed(), "iso", "seeds")));
        if (source().filter(ImageSource.CloudImage.class::isInstance).isPresent()) {
            uses.add(new Use(node.storages().image(), "import", "cloud images"));
        }
        return uses;
    }

    public Optional<Problem> version() {
        boolean download =
                source().filter(ImageSource.CloudImage.class::isInstance).isPresent();
        PveVersion version = seen.version().orElseThrow();
        if (!version.isAtLeast(8, 2)) {
            return Optional.of(Problem.error("%s runs Proxmox VE %s".formatted(node.name(), version))
                    .because("lbprov needs 8.2 or later")
                    .hint("upgrade the node"));
        }
        if (download && !version.isAtLeast(8, 4)) {
            return Optional.of(Problem.error("%s cannot make a disk of a cloud image".formatted(node.name()))
                    .because("Proxmox VE %s takes disk images over its API from 8.4 on".formatted(version))
                    .hint("upgrade the node, or prepare a template on it and name its VMID in the inventory"));
        }
        return Optional.empty();
    }

    /** Whether there is something to make a disk of, or can be. */
    public Optional<Problem> image() {
        Optional<ImageSource> source = source();
        if (source.isEmpty()) {
            return Optional.of(Problem.error("the inventory has no image of %s for %s".formatted(os, node.name()))
                    .hint("add it under images"));
        }
        if (source.get() instanceof ImageSource.Template template
                && !seen.templates().containsKey(template.id())) {
            return Optional.of(Problem.error("no template %s on %s".formatted(template.id(), node.name()))
                    .because("no template with this VMID is in sight of the token")
                    .hint("make the template on that node, or give the token VM.Audit and VM.Clone on it"));
        }
        return Optional.empty();
    }

    public Optional<Problem> storage(Use use) {
        Set<String> contents = seen.storages().get(use.storage());
        if (contents == null) {
            return Optional.of(
                    Problem.error("no storage %s on %s for %s".formatted(use.storage(), seen.name(), use.purpose()))
                            .because("it is not there, not enabled, or not in sight of the token")
                            .hint("check the inventory's storages, and give the token Datastore.Audit on /storage/"
                                    + use.storage()));
        }
        if (!contents.contains(use.content())) {
            String list = String.join(",", new TreeSet<>(contents)) + "," + use.content();
            return Optional.of(Problem.error(
                            "storage %s on %s does not take %s".formatted(use.storage(), seen.name(), use.purpose()))
                    .because("its content types are %s".formatted(new TreeSet<>(contents)))
                    .hint("as admin: pvesm set %s --content %s".formatted(use.storage(), list)));
        }
        return Optional.empty();
    }

    public Optional<Problem> bridge(Network network) {
        return seen.bridges().contains(network.bridge())
                ? Optional.empty()
                : Optional.of(Problem.error("no bridge %s on %s".formatted(network.bridge(), seen.name()))
                        .because("it is not there, or the token may not use it")
                        .hint("check the profile's network %s, and give the token SDN.Use on /sdn/zones/localnetwork/%s"
                                .formatted(network.name(), network.bridge())));
    }

    /** Where a member's disk comes from here. */
    public Optional<ImageSource> source() {
        return Optional.ofNullable(node.images().get(os));
    }
}
