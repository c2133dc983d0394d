package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    void check(Plan plan) {
        Set<NodeName> nodes = new TreeSet<>();
        plan.allSteps().forEach(step -> step.rights().forEach(right -> nodes.add(right.node())));
        List<Problem> problems = new ArrayList<>();
        for (NodeName node : nodes) {
            Permissions permissions = proxmox.client(node).access().permissions();
            missing(plan, node, permissions)
                    .forEach((path, privileges) -> problems.add(problem(node, path, privileges)));
        }
        if (!problems.isEmpty()) {
            throw new LbprovException(ExitStatus.PROXMOX, problems);
        }
    }

    /** The missing privileges by the path to give them on. */
    private static Map<String, Set<String>> missing(Plan plan, NodeName node, Permissions permissions) {
        Map<String, Set<String>> missing = new TreeMap<>();
        for (Step step : plan.allSteps()) {
            for (Right right : step.rights()) {
                if (right.node().equals(node) && !isReplaced(right, permissions)) {
                    right.privileges().stream()
                            .filter(privilege -> !isGiven(right, privilege, permissions))
                            .forEach(privilege -> missing.computeIfAbsent(best(right), path -> new TreeSet<>())
                                    .add(privilege));
                }
            }
        }
        return missing;
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

    /** Rights on a pool survive a rebuild, those on a VM do not. */
    private static String best(Right right) {
        return right.paths().stream()
                .filter(path -> path.startsWith("/pool/"))
                .findFirst()
                .orElse(right.paths().get(0));
    }

    private Problem problem(NodeName node, String path, Set<String> privileges) {
        String token = proxmox.client(node).endpoint().tokenId().value();
        String user = proxmox.client(node).endpoint().tokenId().user();
        Map<String, String> who = new LinkedHashMap<>();
        who.put("--users", user);
        who.put("--tokens", token);
        List<String> lines = new ArrayList<>();
        who.forEach((flag, name) -> lines.add("pveum acl modify %s %s '%s' --roles ROLE".formatted(path, flag, name)));
        return Problem.error("token %s lacks %s on %s".formatted(token, String.join(", ", privileges), path))
                .because("the plan needs it on %s, and nothing was written yet".formatted(node))
                .hint("as admin, with a ROLE that has it, for user and token: " + String.join("; ", lines));
    }
}
