package no.fribyte.lbprov.profile.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.profile.draft.GuestDraft;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.MemberDraft;
import no.fribyte.lbprov.profile.draft.NodeDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Nearest;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about how the profile fits the inventory: nodes, images, VMIDs. */
final class PlaceRules {
    private PlaceRules() {}

    static List<Rule> all() {
        return List.of(
                rule("node-known", PlaceRules::nodeKnown).needing(Soundness::nodes),
                rule("image-known", PlaceRules::imageKnown).needing(Soundness::images),
                rule("vmid-once", PlaceRules::vmidOnce),
                rule("vmid-given", PlaceRules::vmidGiven).needing(Soundness::vmids));
    }

    private interface PlaceCheck {
        void look(Case input, InventoryDraft place, Findings findings);
    }

    private static Rule rule(String name, PlaceCheck check) {
        return new Rule(
                name, (input, findings) -> input.inventory().ifPresent(place -> check.look(input, place, findings)));
    }

    private static void nodeKnown(Case input, InventoryDraft place, Findings findings) {
        List<String> known = place.nodes().stream().map(Named::name).toList();
        for (Named<MemberDraft> member : input.members()) {
            member.value()
                    .node()
                    .filter(node -> !known.contains(node.value()))
                    .ifPresent(node -> findings.error(
                            node.where(),
                            "there is no node '" + node.value() + "'",
                            place.where().file() + " has " + String.join(", ", known),
                            Nearest.to(node.value(), known).orElse("one of these, or add the node")));
        }
    }

    private static void imageKnown(Case input, InventoryDraft place, Findings findings) {
        Optional<GuestOs> os = input.profile().guest().flatMap(GuestDraft::os).map(Placed::value);
        for (Named<MemberDraft> member : input.members()) {
            member.value()
                    .node()
                    .ifPresent(node -> os.ifPresent(system -> input.node(node.value())
                            .filter(home -> !home.settings().images().byOs().containsKey(system))
                            .ifPresent(home -> findings.error(
                                    node.where(),
                                    "node " + node.value() + " has no image of " + system,
                                    place.where().file() + " has " + images(home) + " for it",
                                    "images: with " + system + " in the inventory, or another /guest/os"))));
        }
    }

    private static String images(NodeDraft node) {
        String all = node.settings().images().byOs().keySet().stream()
                .map(GuestOs::id)
                .sorted()
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static void vmidOnce(Case input, InventoryDraft place, Findings findings) {
        Map<Integer, String> holders = new HashMap<>();
        for (Named<MemberDraft> member : input.members()) {
            member.value().vmid().ifPresent(id -> claim(holders, member.name(), id, findings));
        }
        for (Named<Placed<Integer>> fixed : place.vmids().fixed()) {
            claim(holders, fixed.name(), fixed.value(), findings);
        }
    }

    private static void claim(Map<Integer, String> holders, String member, Placed<Integer> id, Findings findings) {
        String other = holders.putIfAbsent(id.value(), member);
        if (other != null && !other.equals(member)) {
            findings.error(
                    id.where(), "VMID " + id.value() + " is " + other + "'s already", "a VMID names one VM", "another");
        }
    }

    private static void vmidGiven(Case input, InventoryDraft place, Findings findings) {
        boolean range =
                place.vmids().range().isPresent() || place.vmids().fixed().isEmpty();
        for (Named<MemberDraft> member : input.members()) {
            boolean fixed =
                    place.vmids().fixed().stream().anyMatch(each -> each.name().equals(member.name()));
            if (!range && !fixed && member.value().vmid().isEmpty()) {
                findings.error(
                        member.where(),
                        member.name() + " has no VMID",
                        place.where().file() + " has fixed VMIDs for other members, and no range",
                        "vmid: NUMBER here, or vmids: {range: 200-299} in the inventory");
            }
        }
    }
}
