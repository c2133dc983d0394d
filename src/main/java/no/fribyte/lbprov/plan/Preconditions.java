package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.problem.Problem;

/** What a node must have before a member is built on it. */
final class Preconditions {
    private final Desired desired;
    private final Observed observed;

    Preconditions(Desired desired, Observed observed) {
        this.desired = desired;
        this.observed = observed;
    }

    List<Problem> of(Member member) {
        Node node = desired.place().node(member.node());
        Optional<SeenNode> seen = observed.node(node.name());
        if (seen.isEmpty()) {
            return List.of(Problem.error("node %s of %s was not seen".formatted(node.name(), member.name()))
                    .hint("check the node's addresses in the inventory"));
        }
        List<Problem> problems = new ArrayList<>();
        version(node, seen.get()).ifPresent(problems::add);
        storage(seen.get(), node.storages().disk(), "images", "VM disks").ifPresent(problems::add);
        storage(seen.get(), node.storages().seed(), "iso", "seeds").ifPresent(problems::add);
        image(node, seen.get()).ifPresent(problems::add);
        for (Nic nic : member.nics()) {
            bridge(nic.network(), seen.get()).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> version(Node node, SeenNode seen) {
        boolean download =
                source(node).filter(ImageSource.CloudImage.class::isInstance).isPresent();
        if (!seen.version().isAtLeast(8, 2)) {
            return Optional.of(Problem.error("%s runs Proxmox VE %s".formatted(node.name(), seen.version()))
                    .because("lbprov needs 8.2 or later")
                    .hint("upgrade the node"));
        }
        if (download && !seen.version().isAtLeast(8, 4)) {
            return Optional.of(Problem.error("%s cannot make a disk of a cloud image".formatted(node.name()))
                    .because("Proxmox VE %s takes disk images over its API from 8.4 on".formatted(seen.version()))
                    .hint("upgrade the node, or prepare a template on it and name its VMID in the inventory"));
        }
        return Optional.empty();
    }

    private Optional<Problem> image(Node node, SeenNode seen) {
        Optional<ImageSource> source = source(node);
        if (source.isEmpty()) {
            return Optional.of(Problem.error("the inventory has no image of %s for %s"
                            .formatted(desired.pair().guest().os(), node.name()))
                    .hint("add it under images"));
        }
        if (source.get() instanceof ImageSource.Template template) {
            return seen.templates().containsKey(template.id())
                    ? Optional.empty()
                    : Optional.of(Problem.error("no template %s on %s".formatted(template.id(), node.name()))
                            .because("no template with this VMID is in sight of the token")
                            .hint("make the template on that node, or give the token VM.Audit and VM.Clone on it"));
        }
        return storage(seen, node.storages().image(), "import", "cloud images");
    }

    private static Optional<Problem> storage(SeenNode seen, String storage, String content, String purpose) {
        Set<String> contents = seen.storages().get(storage);
        if (contents == null) {
            return Optional.of(Problem.error("no storage %s on %s for %s".formatted(storage, seen.name(), purpose))
                    .because("it is not there, not enabled, or not in sight of the token")
                    .hint("check the inventory's storages, and give the token Datastore.Audit on /storage/" + storage));
        }
        if (!contents.contains(content)) {
            String list = String.join(",", new TreeSet<>(contents)) + "," + content;
            return Optional.of(
                    Problem.error("storage %s on %s does not take %s".formatted(storage, seen.name(), purpose))
                            .because("its content types are %s".formatted(new TreeSet<>(contents)))
                            .hint("as admin: pvesm set %s --content %s".formatted(storage, list)));
        }
        return Optional.empty();
    }

    private static Optional<Problem> bridge(Network network, SeenNode seen) {
        return seen.bridges().contains(network.bridge())
                ? Optional.empty()
                : Optional.of(Problem.error("no bridge %s on %s".formatted(network.bridge(), seen.name()))
                        .because("it is not there, or the token may not use it")
                        .hint("check the profile's network %s, and give the token SDN.Use on /sdn/zones/localnetwork/%s"
                                .formatted(network.name(), network.bridge())));
    }

    private Optional<ImageSource> source(Node node) {
        return Optional.ofNullable(node.images().get(desired.pair().guest().os()));
    }
}
