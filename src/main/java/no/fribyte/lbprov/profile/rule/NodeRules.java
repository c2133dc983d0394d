package no.fribyte.lbprov.profile.rule;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.NodeAddress;
import no.fribyte.lbprov.profile.draft.NodeDraft;
import no.fribyte.lbprov.profile.draft.TlsDraft;
import no.fribyte.lbprov.profile.draft.TokenDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about the inventory's nodes alone. */
final class NodeRules {
    private static final int DAYS_OF_WARNING = 14;

    private NodeRules() {}

    static List<Rule> all() {
        return List.of(
                rule("node-address-once", NodeRules::addressOnce),
                rule("simulator-alone", NodeRules::simulatorAlone),
                rule("lab-alone", NodeRules::labAlone),
                rule("lab-images", NodeRules::labImages).needing(Soundness::images),
                rule("node-token", NodeRules::token).needing(Soundness::tokens),
                rule("node-trust", NodeRules::trust).needing(Soundness::trust),
                rule("node-storages", NodeRules::storages).needing(Soundness::storages),
                rule("pin-is-real", NodeRules::pinIsReal),
                new Rule("token-valid", NodeRules::tokenValid));
    }

    private interface NodesCheck {
        void look(InventoryDraft place, Findings findings);
    }

    private static Rule rule(String name, NodesCheck check) {
        return new Rule(name, (input, findings) -> input.inventory().ifPresent(place -> check.look(place, findings)));
    }

    private static void addressOnce(InventoryDraft place, Findings findings) {
        Map<NodeAddress, String> holders = new HashMap<>();
        for (Named<NodeDraft> node : place.nodes()) {
            for (Placed<NodeAddress> address : node.value().addresses()) {
                boolean shared = address.value().embedded();
                String other = shared ? null : holders.putIfAbsent(address.value(), node.name());
                if (other != null) {
                    findings.error(
                            address.where(),
                            "this is an address of " + other + " already",
                            "seeds are uploaded to a node by its own address",
                            "the node's own address");
                }
            }
        }
    }

    private static void simulatorAlone(InventoryDraft place, Findings findings) {
        boolean real = place.nodes().stream()
                .anyMatch(node -> node.value().addresses().stream()
                        .anyMatch(address -> address.value() instanceof NodeAddress.Https));
        for (Named<NodeDraft> node : place.nodes()) {
            if (real && node.value().simulated()) {
                findings.error(
                        node.where(),
                        "node " + node.name() + " is simulated, and others are real",
                        "a pair lives on one or the other",
                        "an inventory of its own for the simulator");
            }
        }
    }

    private static void labAlone(InventoryDraft place, Findings findings) {
        boolean others = place.nodes().stream().anyMatch(node -> !node.value().inLab());
        for (Named<NodeDraft> node : place.nodes()) {
            if (others && node.value().inLab()) {
                findings.error(
                        node.where(),
                        "node " + node.name() + " is of the lab, and others are not",
                        "a pair lives on one or the other",
                        "addresses: \"lab:\" for all nodes, or an inventory of its own for the lab");
            }
        }
    }

    /** The lab reaches no web server, and a node does not reach this machine's files. */
    private static void labImages(InventoryDraft place, Findings findings) {
        for (Named<NodeDraft> node : place.nodes()) {
            for (Optional<ImageSource> image :
                    node.value().settings().images().byOs().values()) {
                boolean url =
                        image.filter(ImageSource.CloudImage.class::isInstance).isPresent();
                boolean file =
                        image.filter(ImageSource.LocalFile.class::isInstance).isPresent();
                if (node.value().inLab() && url) {
                    findings.error(
                            node.where(),
                            "node " + node.name() + " is of the lab, which downloads nothing",
                            "its image is a file on this machine",
                            "file: baked, as make lab-image makes it, or file: PATH");
                } else if (file && !node.value().inLab()) {
                    findings.error(
                            node.where(),
                            "node " + node.name() + " cannot read an image from this machine",
                            "file: is for the lab",
                            "url: with checksum:, or template: VMID");
                }
            }
        }
    }

    private static void token(InventoryDraft place, Findings findings) {
        tell(
                place,
                node -> !node.simulated() && node.settings().token().isEmpty(),
                "there is no token for ",
                "lbprov speaks to Proxmox with an API token only",
                "token: {id: lbprov@pve!NAME, secret: env:LBPROV_TOKEN}, here or for all nodes",
                findings);
    }

    private static void trust(InventoryDraft place, Findings findings) {
        tell(
                place,
                node -> !node.simulated() && node.settings().tls().isEmpty(),
                "nothing says how to verify the certificate of ",
                "it is verified always",
                "tls: {ca: FILE} or tls: {pins: [FINGERPRINT]}, here or for all nodes",
                findings);
    }

    private static void storages(InventoryDraft place, Findings findings) {
        tell(
                place,
                node -> node.settings().storages().complete().isEmpty(),
                "there is no storage for disks, or none for seeds, on ",
                "lbprov needs both",
                "storages: {disk: NAME, seed: NAME}, here or for all nodes",
                findings);
    }

    /** One problem for all nodes that lack the same thing, at the first of them. */
    private static void tell(
            InventoryDraft place,
            Predicate<NodeDraft> lacking,
            String what,
            String why,
            String attempt,
            Findings findings) {
        List<Named<NodeDraft>> nodes = place.nodes().stream()
                .filter(node -> lacking.test(node.value()))
                .toList();
        if (!nodes.isEmpty()) {
            String names = nodes.stream().map(Named::name).collect(Collectors.joining(", "));
            findings.error(nodes.get(0).where(), what + names, why, attempt);
        }
    }

    private static void pinIsReal(InventoryDraft place, Findings findings) {
        for (Named<NodeDraft> node : place.nodes()) {
            List<Placed<String>> pins =
                    node.value().settings().tls().map(TlsDraft::pins).orElse(List.of());
            pins.stream()
                    .filter(pin -> pin.value().matches("[0:]+"))
                    .forEach(pin -> findings.warning(
                            pin.where(),
                            "the pin of " + node.name() + " is a placeholder",
                            "no certificate has it, so the node will not be spoken to",
                            "openssl x509 -noout -fingerprint -sha256 -in /etc/pve/local/pve-ssl.pem on the node"));
        }
    }

    private static void tokenValid(Case input, Findings findings) {
        Set<TokenDraft> tokens = new LinkedHashSet<>();
        input.inventory()
                .ifPresent(place -> place.nodes()
                        .forEach(node -> node.value().settings().token().ifPresent(tokens::add)));
        for (TokenDraft token : tokens) {
            token.expires().ifPresent(expires -> warn(expires, input.today(), findings));
        }
    }

    private static void warn(Placed<LocalDate> expires, LocalDate today, Findings findings) {
        if (!expires.value().isAfter(today.plusDays(DAYS_OF_WARNING))) {
            boolean over = !expires.value().isAfter(today);
            findings.warning(
                    expires.where(),
                    "the token " + (over ? "has expired" : "expires") + " on " + expires.value(),
                    "Proxmox then answers 401 to everything",
                    "a new token in Datacenter > Permissions > API Tokens, and its date here");
        }
    }
}
