package no.fribyte.lbprov.app;

import java.util.Optional;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.plan.Unread;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;
import no.fribyte.lbprov.proxmox.VmSummary;

/** The sentences for what could not be read. */
final class Unreadable {
    private Unreadable() {}

    static Unread node(NodeName node, ProxmoxFailure failure) {
        String detail = switch (failure.kind()) {
            case AUTHENTICATION -> ": it refuses the token";
            case UNTRUSTED -> ": its certificate is not trusted";
            default -> "";
        };
        return Unread.node(node, warning("node %s cannot be read%s".formatted(node, detail), failure.problem()));
    }

    static Unread vm(VmSummary vm, ProxmoxFailure failure) {
        return vm(vm, warning(cannotRead(vm), failure.problem()));
    }

    /** Its cluster knows the node and cannot reach it. */
    static Unread offline(VmSummary vm) {
        return vm(
                vm,
                Problem.warning(cannotRead(vm))
                        .because("its cluster says that %s is offline".formatted(vm.node()))
                        .hint("bring %s back, then run this again".formatted(vm.node())));
    }

    /** The cluster lists it on a node that does not have it. */
    static Unread moving(VmSummary vm) {
        return vm(
                vm,
                Problem.warning(cannotRead(vm))
                        .because("it is moving to another node, or was removed a moment ago")
                        .hint("run this again in a moment"));
    }

    /** One line on why a call did not succeed. */
    static String words(Problem cause) {
        return cause.summary() + cause.why().map(why -> ": " + why).orElse("");
    }

    private static Unread vm(VmSummary vm, Problem problem) {
        return new Unread(vm.node(), Optional.of(vm.id()), vm.name(), problem);
    }

    private static String cannotRead(VmSummary vm) {
        String name = vm.name().map(text -> " (" + text + ")").orElse("");
        return "VM %s%s on %s cannot be read".formatted(vm.id(), name, vm.node());
    }

    private static Problem warning(String summary, Problem cause) {
        return new Problem(
                Problem.Severity.WARNING, summary, Optional.of(words(cause)), cause.attempt(), Optional.empty());
    }
}
