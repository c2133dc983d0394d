package no.fribyte.lbprov.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.plan.Preconditions;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Bridge;
import no.fribyte.lbprov.step.BridgePort;

/** Whether the bridges are there; Proxmox leaves those out that the token may not use. */
final class BridgeCheck {
    private BridgeCheck() {}

    static Section section(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (NodeFacts node : facts.answering()) {
            node.home().ifPresent(home -> findings.addAll(on(facts, node, home)));
        }
        return new Section("bridges", findings);
    }

    private static List<Finding> on(Facts facts, NodeFacts node, NodeFacts.Home home) {
        Preconditions conditions = new Preconditions(facts.pair().guest().os(), node.node(), home.seen());
        List<Finding> findings = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (Network network : networks(facts.membersOn(node.name()))) {
            Optional<Finding> wrong = hidden(facts, node, network)
                    .or(() -> conditions.bridge(network).map(Finding::of))
                    .or(() -> odd(node, home, network).map(Finding::of));
            wrong.ifPresent(findings::add);
            if (wrong.isEmpty()) {
                String tag = network.vlan().map(vlan -> ", tag " + vlan).orElse("");
                good.add("%s (%s%s)".formatted(network.bridge(), network.name(), tag));
            }
        }
        if (!good.isEmpty()) {
            findings.add(0, Finding.ok("%s: %s".formatted(node.name(), String.join(", ", good))));
        }
        return findings;
    }

    private static List<Network> networks(List<Member> members) {
        return members.stream()
                .flatMap(member -> member.nics().stream())
                .map(Nic::network)
                .distinct()
                .toList();
    }

    private static Optional<Finding> hidden(Facts facts, NodeFacts node, Network network) {
        boolean usable = facts.rightsOn(node.name())
                .map(rights -> rights.isGiven(BridgePort.of(network).right(node.name())))
                .orElse(true);
        return usable
                ? Optional.empty()
                : Optional.of(Finding.hidden("bridge %s on %s".formatted(network.bridge(), node.name())));
    }

    private static Optional<Problem> odd(NodeFacts node, NodeFacts.Home home, Network network) {
        Optional<Bridge> bridge = home.bridges().stream()
                .filter(one -> one.name().equals(network.bridge()))
                .findFirst();
        if (bridge.filter(one -> !one.active()).isPresent()) {
            return Optional.of(Problem.error("bridge %s on %s is down".formatted(network.bridge(), node.name()))
                    .hint("on %s: ifup %s".formatted(node.name(), network.bridge())));
        }
        return bridge.filter(one -> !one.vlanAware())
                .flatMap(one -> network.vlan())
                .map(tag -> Problem.warning("bridge %s on %s is not VLAN aware, and network %s has tag %d"
                                .formatted(network.bridge(), node.name(), network.name(), tag))
                        .because(
                                "Proxmox then makes a bridge %sv%d of its own beside it, which works only if it has an uplink"
                                        .formatted(network.bridge(), tag))
                        .hint("in the web interface: %s, System, Network, %s, VLAN aware"
                                .formatted(node.name(), network.bridge())));
    }
}
