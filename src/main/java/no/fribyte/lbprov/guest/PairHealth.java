package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import no.fribyte.lbprov.guest.MemberHealth.Reach;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.problem.ExitStatus;

/**
 * How a pair is: what each member says of itself, and what that means for the pair.
 *
 * @param work what lbprov is doing there at this moment: the tasks that run
 */
public record PairHealth(PairName pair, List<String> virtualIps, List<MemberHealth> members, List<String> work) {
    public PairHealth {
        requireNonNull(pair, "pair");
        virtualIps = List.copyOf(virtualIps);
        members = List.copyOf(members);
        work = List.copyOf(work);
    }

    public PairHealth during(List<String> tasks) {
        return new PairHealth(pair, virtualIps, members, tasks);
    }

    /** The members that have a virtual IP: one, when all is well. */
    public List<MemberName> holders() {
        return members.stream()
                .filter(MemberHealth::holds)
                .map(MemberHealth::name)
                .toList();
    }

    /** Members that may hold a virtual IP without anybody seeing it. */
    public List<MemberHealth> hidden() {
        return members.stream().filter(MemberHealth::isHidden).toList();
    }

    /** Split brain before nobody before unhealthy; nobody only when that is certain. */
    public ExitStatus exitStatus() {
        if (holders().size() > 1) {
            return ExitStatus.SPLIT_BRAIN;
        }
        if (holders().isEmpty()) {
            return hidden().isEmpty() ? ExitStatus.NO_HOLDER : ExitStatus.UNHEALTHY;
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
            default ->
                holders().isEmpty()
                        ? withoutHolder()
                        : "%s holds the virtual IPs, but %s".formatted(holders().get(0), shortcoming());
        };
    }

    private String withoutHolder() {
        if (isNotCreated()) {
            return "not created yet";
        }
        if (isUnfinished() && members.stream().allMatch(one -> one.isHalfMade() || one.reach() == Reach.ABSENT)) {
            return "unfinished: no member is ready yet";
        }
        if (hidden().isEmpty()) {
            return "down: no member holds the virtual IPs";
        }
        return "cannot tell who holds the virtual IPs: "
                + hidden().stream()
                        .map(member -> member.name() + ": " + member.reason())
                        .collect(Collectors.joining("; "));
    }

    private String shortcoming() {
        if (redundant()) {
            return "not everything is as it should be";
        }
        return hidden().stream()
                .findFirst()
                .map(member -> "%s cannot be seen: %s".formatted(member.name(), member.reason()))
                .orElse("there is no second member to take over");
    }

    /** Whether a member that does not hold the virtual IPs could take them. */
    public boolean redundant() {
        return members.stream()
                .anyMatch(member -> !member.holds()
                        && member.isHealthy()
                        && !member.status().map(MemberStatus::drained).orElse(true));
    }

    /** Whether there is nothing of the pair at all. */
    public boolean isNotCreated() {
        return members.stream().allMatch(member -> member.reach() == Reach.ABSENT);
    }

    /** Whether a run has left a member half-made. */
    public boolean isUnfinished() {
        return members.stream().anyMatch(MemberHealth::isHalfMade);
    }

    private String others() {
        return names(members.stream()
                .map(MemberHealth::name)
                .filter(name -> !holders().contains(name))
                .toList());
    }

    private static String names(List<MemberName> names) {
        return String.join(" and ", names.stream().map(MemberName::value).toList());
    }
}
