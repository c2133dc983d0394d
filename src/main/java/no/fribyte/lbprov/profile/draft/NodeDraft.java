package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.ListType;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Names;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.Type;

/** A node as it was written, with the inventory's defaults under it once {@link #over} has laid them there. */
public record NodeDraft(
        Where where, List<Placed<NodeAddress>> addresses, Optional<String> serverName, NodeSettings settings) {
    private static final Key<List<Placed<NodeAddress>>> ADDRESSES = new Key<>(
            "addresses",
            new ListType<>(NodeAddress.TYPE),
            "Where the node's API answers, tried in order; \"simulator:\" for the embedded simulator, \"lab:\" for one with real VMs. Required.");
    private static final Key<String> SERVER_NAME = new Key<>(
            "server-name", Formats.HOST, "The name its certificate must carry; the address's host when left out.");

    private static final Type<NodeDraft> TYPE = new MappingType<>(
            Shape.of(
                    "a node",
                    ADDRESSES,
                    SERVER_NAME,
                    NodeSettings.SOCKS,
                    NodeSettings.TLS,
                    NodeSettings.TOKEN,
                    NodeSettings.STORAGES,
                    NodeSettings.IMAGES),
            NodeDraft::read);

    static final Names<NodeDraft> NAMES = new Names<>("NODE", Formats.label("the name of a node", "pve-1"), TYPE);

    private static NodeDraft read(Section section) {
        return new NodeDraft(
                section.where(),
                section.requireSome(ADDRESSES),
                section.find(SERVER_NAME).map(Placed::value),
                NodeSettings.read(section));
    }

    NodeDraft over(NodeSettings defaults) {
        return new NodeDraft(where, addresses, serverName, settings.over(defaults));
    }

    public boolean simulated() {
        return addresses.stream().anyMatch(address -> address.value().embedded());
    }

    public boolean inLab() {
        return addresses.stream().anyMatch(address -> address.value() instanceof NodeAddress.Lab);
    }
}
