package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.problem.Problem;

/** Two pairs that would fight over an address, a VRRP id or a key. */
final class Collision {
    private Collision() {}

    static List<Problem> between(Desired desired, SeenVm vm, Marker other) {
        List<Problem> problems = new ArrayList<>();
        Set<IpAddress> ours = new LinkedHashSet<>(desired.pair().virtualIps().addresses());
        desired.pair().members().stream().map(Member::addresses).forEach(ours::addAll);
        Set<IpAddress> shared = new LinkedHashSet<>(other.addresses());
        shared.addAll(other.virtualIps());
        shared.retainAll(ours);
        for (IpAddress address : shared) {
            problems.add(clash("address " + address, vm, other));
        }
        boolean sameId = other.routerId() == desired.pair().virtualIps().routerId();
        if (sameId && other.segment().equals(desired.segment())) {
            problems.add(clash("VRRP id %d on %s".formatted(other.routerId(), other.segment()), vm, other));
        }
        if (other.publicKey().isPresent() && other.publicKey().equals(desired.publicKey())) {
            problems.add(clash("this WireGuard server key", vm, other));
        }
        return problems;
    }

    private static Problem clash(String what, SeenVm vm, Marker other) {
        return Problem.error("the pair %s uses %s already".formatted(other.pair(), what))
                .because("the marker of %s says so".formatted(vm))
                .hint("give this profile its own addresses, router-id and keys");
    }
}
