package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;

/**
 * An inventory as it was written.
 *
 * @param nodes with the inventory's defaults laid under them
 */
public record InventoryDraft(
        Where where,
        Optional<Placed<String>> name,
        List<Named<NodeDraft>> nodes,
        VmIdsDraft vmids,
        Optional<String> pool,
        Optional<BakeDraft> bake) {
    private static final Key<String> INVENTORY = new Key<>(
            "inventory",
            Formats.label("a name for an inventory", "office"),
            "The inventory's name; the file's own name when left out.");
    private static final Key<String> DESCRIPTION = new Key<>(
            "description",
            Formats.lines("a description", "the rack in the office"),
            "What the place is, in your own words.");
    private static final Key<List<Named<NodeDraft>>> NODES = new Key<>(
            "nodes",
            MappingType.named("nodes by name", NodeDraft.NAMES),
            "The Proxmox nodes by the names they have themselves. Required.");
    private static final Key<VmIdsDraft> VMIDS =
            new Key<>("vmids", VmIdsDraft.TYPE, "The VMIDs that lbprov may take. Required.");
    private static final Key<String> POOL = new Key<>(
            "pool",
            TextType.matching(
                    "a pool",
                    "lb",
                    "[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){0,2}",
                    "Proxmox takes letters, digits, dots, dashes and underscores, and up to two slashes"),
            "The resource pool that VMs are created in; none when left out.");

    private static final Key<BakeDraft> BAKE = new Key<>(
            "bake",
            BakeDraft.TYPE,
            "How lbprov image bake makes templates here: where their VM is plugged in and its packages come from.");

    /** How an inventory is read. */
    public static final Type<InventoryDraft> TYPE = new MappingType<>(
            Shape.of(
                    "an inventory",
                    INVENTORY,
                    DESCRIPTION,
                    NodeSettings.TOKEN,
                    NodeSettings.TLS,
                    NodeSettings.SOCKS,
                    NodeSettings.STORAGES,
                    NodeSettings.IMAGES,
                    NODES,
                    VMIDS,
                    POOL,
                    BAKE),
            InventoryDraft::read);

    private static InventoryDraft read(Section section) {
        section.find(DESCRIPTION);
        NodeSettings defaults = NodeSettings.read(section);
        return new InventoryDraft(
                section.where(),
                section.find(INVENTORY),
                section.requireSome(NODES).stream()
                        .map(node -> new Named<>(
                                node.name(), node.where(), node.value().over(defaults)))
                        .toList(),
                section.require(VMIDS).map(Placed::value).orElse(VmIdsDraft.NONE),
                section.find(POOL).map(Placed::value),
                bake(section));
    }

    /** The VM of a template gets whatever VMID is free, so there has to be a range. */
    private static Optional<BakeDraft> bake(Section section) {
        Optional<Placed<BakeDraft>> bake = section.find(BAKE);
        boolean ranged = section.find(VMIDS)
                .filter(vmids -> vmids.value().range().isPresent()
                        || vmids.value().fixed().isEmpty())
                .isPresent();
        if (bake.isPresent() && section.has(VMIDS) && !ranged) {
            section.findings()
                    .error(
                            bake.get().where(),
                            "there is no range of VMIDs for templates",
                            "fixed ones are members' own",
                            "vmids: {range: 200-299}");
        }
        return bake.map(Placed::value);
    }
}
