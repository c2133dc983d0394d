package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Permissions;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.step.Right;
import no.fribyte.lbprov.step.Step;

/** Asks before the first write whether the token may do everything in a plan. */
final class RightsCheck {
    private final Proxmox proxmox;

    RightsCheck(Proxmox proxmox) {
        this.proxmox = proxmox;
    }

    /** What a plan needs on a path, and what of it is not given; alternatives are written as {@code A|B}. */
    private record Needs(Set<String> all, Set<String> missing) {
        Needs() {
            this(new TreeSet<>(), new TreeSet<>());
        }
    }

    void check(Plan plan) {
        Set<NodeName> nodes = new TreeSet<>();
        plan.allSteps().forEach(step -> step.rights().forEach(right -> nodes.add(right.node())));
        List<Problem> problems = new ArrayList<>();
        for (NodeName node : nodes) {
            Permissions permissions = proxmox.client(node).access().permissions();
            needs(plan, node, permissions).forEach((path, needs) -> {
                if (!needs.missing().isEmpty()) {
                    problems.add(problem(node, path, needs));
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new LbprovException(ExitStatus.PROXMOX, problems);
        }
    }

    /** By the path to give them on. */
    private static Map<String, Needs> needs(Plan plan, NodeName node, Permissions permissions) {
        Map<String, Needs> needs = new TreeMap<>();
        for (Step step : plan.allSteps()) {
            for (Right right : step.rights()) {
                if (right.node().equals(node) && !isReplaced(right, permissions)) {
                    Needs here = needs.computeIfAbsent(best(right), path -> new Needs());
                    here.all().addAll(right.privileges());
                    right.privileges().stream()
                            .filter(privilege -> !isGiven(right, privilege, permissions))
                            .forEach(here.missing()::add);
                }
            }
        }
        return needs;
    }

    private static boolean isReplaced(Right right, Permissions permissions) {
        return right.instead()
                .filter(other ->
                        other.privileges().stream().allMatch(privilege -> isGiven(other, privilege, permissions)))
                .isPresent();
    }

    private static boolean isGiven(Right right, String alternatives, Permissions permissions) {
        for (String privilege : alternatives.split("\\|", -1)) {
            if (right.paths().stream().anyMatch(path -> permissions.allows(privilege, path))) {
                return true;
            }
        }
        return false;
    }

    /** Rights on a pool survive a rebuild, those on a VM do not: without a pool all VMs have to do. */
    private static String best(Right right) {
        String first = right.paths().get(0);
        return right.paths().stream()
                .filter(path -> path.startsWith("/pool/"))
                .findFirst()
                .orElse(first.startsWith("/vms/") ? "/vms" : first);
    }

    private Problem problem(NodeName node, String path, Needs needs) {
        String token = proxmox.client(node).endpoint().tokenId().value();
        String user = proxmox.client(node).endpoint().tokenId().user();
        String role = "Lbprov" + path.replaceAll("[^A-Za-z0-9]+", "-");
        List<String> lines = new ArrayList<>();
        if (path.equals("/vms")) {
            lines.add("set `pool: NAME` in the inventory, and give it on /pool/NAME; or on all VMs:");
        }
        lines.add("as admin, for the user and for the token:");
        // the whole of it, as an entry on this path hides whatever is inherited from above
        lines.add("pveum role add %s --privs \"%s\"".formatted(role, String.join(" ", chosen(node, needs.all()))));
        lines.add("pveum acl modify %s --users '%s' --roles %s".formatted(path, user, role));
        lines.add("pveum acl modify %s --tokens '%s' --roles %s".formatted(path, token, role));
        return Problem.error("token %s lacks %s on %s"
                        .formatted(token, String.join(", ", chosen(node, needs.missing())), path))
                .because("the plan needs it on %s, and nothing was written yet".formatted(node))
                .hint(String.join("\n", lines));
    }

    /** Of alternatives the one that this node knows: Proxmox VE 9 has no VM.Monitor any more, and 8 nothing else. */
    private Set<String> chosen(NodeName node, Set<String> privileges) {
        Set<String> chosen = new TreeSet<>();
        for (String alternatives : privileges) {
            List<String> each = List.of(alternatives.split("\\|", -1));
            boolean old =
                    each.contains("VM.Monitor") && !proxmox.node(node).version().isAtLeast(9, 0);
            chosen.add(
                    old
                            ? "VM.Monitor"
                            : each.stream()
                                    .filter(privilege -> !privilege.equals("VM.Monitor"))
                                    .findFirst()
                                    .orElse(alternatives));
        }
        return chosen;
    }
}
