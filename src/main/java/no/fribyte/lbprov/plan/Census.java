package no.fribyte.lbprov.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;

/** Sorts the VMs in sight into those of the pair and those that must not be touched. */
final class Census {
    private final Pair pair;
    private final List<SeenVm> vms;
    private final Map<MemberName, String> taken;

    Census(Pair pair, List<SeenVm> vms) {
        this(pair, vms, Map.of());
    }

    private Census(Pair pair, List<SeenVm> vms, Map<MemberName, String> taken) {
        this.pair = pair;
        this.vms = vms;
        this.taken = taken;
    }

    static Census of(Pair pair, Observed observed) {
        return new Census(pair, observed.vms(), observed.taken());
    }

    /** Our VMs of a member, the first incarnation first. */
    List<OwnVm> of(MemberName member) {
        List<OwnVm> own = new ArrayList<>();
        for (SeenVm vm : vms) {
            if (Claim.of(vm) instanceof Claim.Ours ours
                    && ours.marker().pair().equals(pair.name())
                    && ours.marker().member().equals(member)) {
                own.add(new OwnVm(vm, ours.marker()));
            }
        }
        own.sort(Comparator.comparingInt(vm -> vm.marker().incarnation()));
        return own;
    }

    List<OwnVm> all() {
        return pair.members().stream()
                .flatMap(member -> of(member.name()).stream())
                .toList();
    }

    /** VMs that have a member's name or its fixed VMID without being it. */
    List<Problem> inTheWay(Member member) {
        List<Problem> problems = new ArrayList<>();
        for (SeenVm vm : vms) {
            boolean named = vm.name().equals(member.name().value());
            boolean numbered = member.pinned().map(vm.id()::equals).orElse(false)
                    && vm.node().equals(member.node());
            boolean own = of(member.name()).stream().anyMatch(mine -> mine.vm().equals(vm));
            if ((named || numbered) && !own) {
                problems.add(Problem.error(vm + " is in the way of " + member.name())
                        .because(reason(vm))
                        .hint(
                                "rename or move that VM, or give the member another name or vmid in the profile; lbprov does"
                                        + " not touch it"));
            }
        }
        taken(member).ifPresent(problems::add);
        return problems;
    }

    /** VMIDs are one for a whole cluster, and for VMs and containers: Proxmox would refuse, after the seed was uploaded. */
    private Optional<Problem> taken(Member member) {
        boolean own = of(member.name()).stream()
                .anyMatch(mine -> member.pinned().filter(mine.vm().id()::equals).isPresent());
        return Optional.ofNullable(taken.get(member.name()))
                .filter(user -> !own)
                .map(user -> Problem.error("VMID %s of %s is taken"
                                .formatted(member.pinned().map(VmId::toString).orElse(""), member.name()))
                        .because(user + " has it")
                        .hint("give the member another vmid in the profile, or leave it to lbprov to choose one"));
    }

    private String reason(SeenVm vm) {
        return Claim.of(vm) instanceof Claim.Foreign foreign
                ? foreign.reason()
                : "it belongs to another pair or member";
    }

    /** Addresses, VRRP ids and keys that a pair of another profile uses already. */
    List<Problem> collisions(Desired desired) {
        List<Problem> problems = new ArrayList<>();
        for (SeenVm vm : vms) {
            if (vm.marker() instanceof MarkerText.Reading.Found found
                    && !found.marker().pair().equals(pair.name())) {
                problems.addAll(Collision.between(desired, vm, found.marker()));
            }
        }
        return problems;
    }

    /** Leases of other runs that still hold. */
    List<Problem> leases(Lease own, Function<NodeName, Instant> now, Predicate<Lease> dead) {
        List<Problem> problems = new ArrayList<>();
        for (OwnVm vm : all()) {
            held(vm.marker(), own, now.apply(vm.vm().node()), dead).ifPresent(problems::add);
        }
        return problems;
    }

    /** Whose lease on a VM still holds, if it is another run's. */
    static Optional<Problem> held(Mark mark, Lease own, Instant now, Predicate<Lease> dead) {
        return mark.lease()
                .filter(lease -> !lease.isOf(own))
                .filter(lease -> lease.until().isAfter(now))
                .filter(lease -> !dead.test(lease))
                .map(lease -> held(mark, lease));
    }

    private static Problem held(Mark mark, Lease lease) {
        return Problem.error("someone else is working on " + mark.machine())
                .because(lease.words())
                .hint("wait for that run to end; if you know that it is dead, you need not: --take-over "
                        + lease.run());
    }
}
