package no.fribyte.lbprov.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.fribyte.lbprov.plan.Preconditions;
import no.fribyte.lbprov.problem.Problem;

/** Which nodes answer, what they run, and whether their clocks go right. */
final class NodeCheck {
    /** An answer says whole seconds, and takes a moment. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private NodeCheck() {}

    static Section section(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.nodes().forEach(node -> node.silence().ifPresent(problem -> findings.add(silent(facts, node, problem))));
        findings.addAll(versions(facts));
        facts.sites().forEach(site -> findings.addAll(SiteCheck.findings(site)));
        facts.blocked().forEach(problem -> findings.add(Finding.of(problem)));
        findings.addAll(clocks(facts));
        facts.unread().forEach(problem -> findings.add(Finding.of(problem)));
        facts.nodes().forEach(node -> node.unread().forEach(problem -> findings.add(Finding.of(problem))));
        return new Section("nodes", findings);
    }

    /** One that no member lives on is in the way only while a member is not seen anywhere. */
    private static Finding silent(Facts facts, NodeFacts node, Problem problem) {
        return Finding.of(facts.membersOn(node.name()).isEmpty() ? problem : problem.asError());
    }

    private static List<Finding> versions(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        Set<String> versions = new TreeSet<>();
        List<String> names = new ArrayList<>();
        for (NodeFacts node : facts.answering()) {
            node.version().ifPresent(version -> {
                versions.add(version.toString());
                names.add("%s %s".formatted(node.name(), version));
            });
            node.home()
                    .flatMap(home -> new Preconditions(facts.pair().guest().os(), node.node(), home.seen()).version())
                    .ifPresent(problem -> findings.add(Finding.of(problem)));
        }
        if (versions.size() > 1) {
            findings.add(Finding.of(Problem.warning("the nodes run different versions of Proxmox VE")
                    .because(String.join(", ", names))
                    .hint("upgrade the older ones; a cluster is meant to be mixed only while that goes on")));
        } else if (!versions.isEmpty()) {
            String all =
                    facts.answering().stream().map(node -> node.name().value()).collect(Collectors.joining(", "));
            findings.add(0, Finding.ok("%s: Proxmox VE %s".formatted(all, String.join("", versions))));
        }
        return findings;
    }

    private static List<Finding> clocks(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        boolean told = false;
        for (NodeFacts node : facts.answering()) {
            Optional<Duration> skew = skew(node);
            told = told || skew.isPresent();
            skew.filter(time -> time.abs().compareTo(SKEW) > 0).ifPresent(time -> findings.add(wrong(node, time)));
        }
        if (findings.isEmpty() && told) {
            findings.add(Finding.ok("their clocks agree with this machine's, to %d s".formatted(SKEW.toSeconds())));
        }
        return findings;
    }

    /** How far the node's clock is ahead of ours. */
    private static Optional<Duration> skew(NodeFacts node) {
        return node.ways().stream()
                .map(Way::sight)
                .flatMap(sight -> sight.connection().stream())
                .flatMap(seen -> seen.date().map(date -> Duration.between(seen.received(), date)).stream())
                .findFirst();
    }

    private static Finding wrong(NodeFacts node, Duration skew) {
        String far = "%d s %s".formatted(skew.abs().toSeconds(), skew.isNegative() ? "behind" : "ahead of");
        return Finding.of(Problem.warning("the clock of %s is %s this machine's".formatted(node.name(), far))
                .because("certificates, tokens and the leases that keep two operators apart go by the clock")
                .hint("see which of the two is wrong: `timedatectl` here, and `chronyc tracking` on " + node.name()));
    }
}
