package no.fribyte.lbprov.profile.rule;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                rule("node-token", NodeRules::token),
                rule("node-trust", NodeRules::trust),
                rule("node-storages", NodeRules::storages),
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
                boolean shared = address.value() instanceof NodeAddress.Simulator;
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

    private static void token(InventoryDraft place, Findings findings) {
        for (Named<NodeDraft> node : place.nodes()) {
            if (!node.value().simulated() && node.value().settings().token().isEmpty()) {
                findings.error(
                        node.where(),
                        "node " + node.name() + " has no token",
                        "lbprov speaks to Proxmox with an API token only",
                        "token: {id: lbprov@pve!NAME, secret: env:LBPROV_TOKEN}, here or for all nodes");
            }
        }
    }

    private static void trust(InventoryDraft place, Findings findings) {
        for (Named<NodeDraft> node : place.nodes()) {
            if (!node.value().simulated() && node.value().settings().tls().isEmpty()) {
                findings.error(
                        node.where(),
                        "nothing says how the certificate of " + node.name() + " is verified",
                        "it always is",
                        "tls: {ca: FILE} or tls: {pins: [FINGERPRINT]}, here or for all nodes");
            }
        }
    }

    private static void storages(InventoryDraft place, Findings findings) {
        for (Named<NodeDraft> node : place.nodes()) {
            if (node.value().settings().storages().complete().isEmpty()) {
                findings.error(
                        node.where(),
                        "the storages of node " + node.name() + " are not all known",
                        "lbprov needs one for disks and one for seeds",
                        "storages: {disk: NAME, seed: NAME}, here or for all nodes");
            }
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
