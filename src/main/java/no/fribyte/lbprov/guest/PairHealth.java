package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.ExitStatus;

/** How a pair is: what each member says of itself, and what that means for the pair. */
public record PairHealth(PairName pair, List<String> virtualIps, List<MemberHealth> members) {
    /**
     * One member.
     *
     * @param vm its VM, if it has one
     * @param marker the marker's state, such as {@code ready}
     * @param silence why there is no status
     * @param unmet what differs from what it should be
     */
    public record MemberHealth(
            MemberName name,
            NodeName node,
            Optional<VmId> vm,
            boolean running,
            String marker,
            Optional<MemberStatus> status,
            String silence,
            List<String> unmet) {
        public MemberHealth {
            requireNonNull(name, "name");
            requireNonNull(node, "node");
            requireNonNull(vm, "vm");
            requireNonNull(marker, "marker");
            requireNonNull(status, "status");
            requireNonNull(silence, "silence");
            unmet = List.copyOf(unmet);
        }

        public boolean isHealthy() {
            return status.isPresent() && unmet.isEmpty();
        }

        public boolean holds() {
            return status.map(MemberStatus::holdsAny).orElse(false);
        }
    }

    public PairHealth {
        requireNonNull(pair, "pair");
        virtualIps = List.copyOf(virtualIps);
        members = List.copyOf(members);
    }

    /** The members that have a virtual IP: one, when all is well. */
    public List<MemberName> holders() {
        return members.stream()
                .filter(MemberHealth::holds)
                .map(MemberHealth::name)
                .toList();
    }

    /** Split brain before nobody before unhealthy. */
    public ExitStatus exitStatus() {
        if (holders().size() > 1) {
            return ExitStatus.SPLIT_BRAIN;
        }
        if (holders().isEmpty()) {
            return ExitStatus.NO_HOLDER;
        }
        boolean healthy = members.stream().allMatch(MemberHealth::isHealthy);
        return healthy && redundant() ? ExitStatus.OK : ExitStatus.UNHEALTHY;
    }

    /** One sentence on the whole. */
    public String verdict() {
        return switch (exitStatus()) {
            case OK ->
                "healthy: %s holds the virtual IPs, %s is ready to take over"
                        .formatted(holders().get(0), others());
            case SPLIT_BRAIN -> "split brain: %s hold the virtual IPs at the same time".formatted(names(holders()));
            case NO_HOLDER -> "down: no member holds the virtual IPs";
            default ->
                "%s holds the virtual IPs, but %s"
                        .formatted(
                                holders().get(0),
                                redundant()
                                        ? "not everything is as it should be"
                                        : "there is no second member to take over");
        };
    }

    /** Whether a member that does not hold the virtual IPs could take them. */
    public boolean redundant() {
        return members.stream()
                .anyMatch(member -> !member.holds()
                        && member.isHealthy()
                        && !member.status().map(MemberStatus::drained).orElse(true));
    }

    private String others() {
        List<MemberName> others = new ArrayList<>();
        members.stream()
                .map(MemberHealth::name)
                .filter(name -> !holders().contains(name))
                .forEach(others::add);
        return names(others);
    }

    private static String names(List<MemberName> names) {
        return String.join(" and ", names.stream().map(MemberName::value).toList());
    }
}
