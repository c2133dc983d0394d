package no.fribyte.lbprov.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Vpn;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;

/** Whether lbprov reaches the nodes through the very pair that it is to repair. */
final class WayCheck {
    private final Pair pair;

    private WayCheck(Pair pair) {
        this.pair = pair;
    }

    static Section section(Facts facts) {
        WayCheck check = new WayCheck(facts.pair());
        List<Finding> findings = new ArrayList<>();
        List<String> direct = new ArrayList<>();
        for (NodeFacts node : facts.answering()) {
            findings.addAll(silent(node));
            List<Way> usable = usable(node);
            if (usable.isEmpty()) {
                continue;
            }
            if (usable.stream().allMatch(way -> check.through(way).isPresent())) {
                findings.add(check.warning(node, usable));
            } else {
                direct.add(node.name().value());
            }
        }
        if (!direct.isEmpty()) {
            findings.add(0, Finding.ok("%s: reached without the pair".formatted(String.join(", ", direct))));
        }
        return new Section("way to Proxmox", findings);
    }

    private static List<Way> usable(NodeFacts node) {
        return node.ways().stream().filter(way -> way.sight().answered()).toList();
    }

    /** The node answers, but not at each of its addresses. */
    private static List<Finding> silent(NodeFacts node) {
        List<Finding> findings = new ArrayList<>();
        for (Way way : node.ways()) {
            way.sight()
                    .failure()
                    .map(ProxmoxFailure::problem)
                    .ifPresent(problem -> findings.add(Finding.of(Problem.warning("%s does not answer at %s"
                                    .formatted(node.name(), way.sight().address()))
                            .because(problem.why().orElse("there is no reason given"))
                            .hint("correct or remove that address in the inventory, or mend the way to it"))));
        }
        return findings;
    }

    private Finding warning(NodeFacts node, List<Way> usable) {
        String reasons = usable.stream()
                .map(way ->
                        "%s: %s".formatted(way.sight().address(), through(way).orElseThrow()))
                .distinct()
                .collect(Collectors.joining("\n"));
        String known = node.ways().stream()
                .map(way -> "\"https://%s\"".formatted(way.sight().address()))
                .collect(Collectors.joining(", "));
        return Finding.of(Problem.warning("when the pair is down, lbprov cannot reach %s".formatted(node.name()))
                .because(reasons)
                .hint("add an address of the node itself, which does not lead through the pair, as the first one in the"
                        + " inventory:\nnodes: {%s: {addresses: [\"https://ADDRESS-OF-%s:8006\", %s]}}"
                                .formatted(node.name(), node.name(), known)));
    }

    /** Why a way leads through the pair, if it does. */
    private Optional<String> through(Way way) {
        if (!way.leadsTo().isEmpty()
                && way.leadsTo().stream().allMatch(address -> owner(address).isPresent())) {
            return way.leadsTo().stream()
                    .flatMap(address -> owner(address).stream())
                    .findFirst();
        }
        return way.sight()
                .connection()
                .map(seen -> seen.from())
                .filter(this::inVpn)
                .map(from ->
                        "this machine's own address on that connection, %s, is one of the pair's VPN".formatted(from));
    }

    private Optional<String> owner(IpAddress address) {
        if (pair.virtualIps().addresses().contains(address)) {
            return Optional.of("%s is a virtual IP of the pair".formatted(address));
        }
        for (Member member : pair.members()) {
            if (member.addresses().contains(address)) {
                return Optional.of("%s is %s".formatted(address, member.name()));
            }
        }
        return inVpn(address) ? Optional.of("%s is in the pair's VPN".formatted(address)) : Optional.empty();
    }

    private boolean inVpn(IpAddress address) {
        return pair.vpn().map(Vpn::networks).orElse(List.of()).stream().anyMatch(network -> network.contains(address));
    }
}
