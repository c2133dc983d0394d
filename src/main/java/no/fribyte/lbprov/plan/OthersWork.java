package no.fribyte.lbprov.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.VmRef;

/** Keeps every command off VMs that another run is working on, or that a newer lbprov made. */
public final class OthersWork {
    private final Census census;

    /**
     * @param vms everything that may be of the pair
     */
    public OthersWork(Pair pair, List<SeenVm> vms) {
        this.census = new Census(pair, vms);
    }

    /**
     * Who holds a lease on one of the pair's VMs, in words; empty when nobody else does.
     *
     * @param now by the clock of a node
     * @param dead tells leases whose process is known to have ended
     */
    public Optional<LbprovException> leased(Lease own, Function<NodeName, Instant> now, Predicate<Lease> dead) {
        return refusal(census.leases(own, now, dead));
    }

    /**
     * The same of templates: whose VM is being baked by another run. One address may serve all of them, so it does not matter
     * on which node.
     */
    public static Optional<LbprovException> leasedTemplates(
            List<SeenVm> vms, Lease own, Function<NodeName, Instant> now, Predicate<Lease> dead) {
        return refusal(vms.stream()
                .flatMap(vm -> OwnTemplate.of(vm).stream())
                .flatMap(
                        template -> Census.held(
                                template.marker(), own, now.apply(template.vm().node()), dead)
                                .stream())
                .toList());
    }

    /** What somebody has done to the pair since a plan was made, in words; empty when all is as it was. */
    public Optional<LbprovException> since(List<SeenVm> planned) {
        return refusal(census.all().stream()
                .filter(own -> planned.stream().noneMatch(own::isAsIn))
                .map(OthersWork::changed)
                .toList());
    }

    /** Whether all that there is of the pair comes after this VM, in an order that all who see them agree on. */
    public boolean comeAfter(VmRef vm) {
        List<String> mine =
                List.of(vm.member().value(), vm.id().toString(), vm.node().value());
        return census.all().stream().allMatch(own -> isBefore(mine, own.place()));
    }

    private static boolean isBefore(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private static Problem changed(OwnVm own) {
        return Problem.error("someone else has worked on %s since this was planned"
                        .formatted(own.marker().member()))
                .because("%s is %s by now"
                        .formatted(own.vm(), own.marker().state().word()))
                .hint("run the command again: it looks at what is there and goes on");
    }

    private static Optional<LbprovException> refusal(List<Problem> problems) {
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new LbprovException(ExitStatus.SOMEONE_ELSE, problems));
    }

    /** Stops when one of these members was made by an lbprov newer than this version. */
    public void refuseNewer(String version, Set<MemberName> members) {
        Planner.refuse(Versions.newer(
                version,
                members.stream().flatMap(member -> census.of(member).stream()).toList()));
    }
}
