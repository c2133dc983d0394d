package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.Expectation;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Role;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Afterwards exactly one member holds the virtual IPs, and every member is healthy. */
public record VerifyPair(List<Part> parts) implements Step {
    /**
     * A member and what it must say of itself.
     *
     * @param state what its marker says by then
     */
    public record Part(VmRef vm, Expectation expectation, Marker.State state) {
        public Part {
            requireNonNull(vm, "vm");
            requireNonNull(expectation, "expectation");
            requireNonNull(state, "state");
        }

        private MemberHealth health(MemberStatus status) {
            return new MemberHealth(
                    vm.member(),
                    vm.node(),
                    Optional.of(vm.id()),
                    MemberHealth.Reach.ANSWERED,
                    state.word(),
                    Optional.of(status),
                    Optional.empty(),
                    expectation.unmetBy(status));
        }
    }

    public VerifyPair {
        parts = List.copyOf(parts);
    }

    @Override
    public String title() {
        return "verify that exactly one member holds the virtual IPs, and all is healthy";
    }

    @Override
    public void run(StepContext context) {
        Wait wait = new Wait(context, context.limits().proof());
        List<MemberHealth> answers = new ArrayList<>();
        Optional<LbprovException> problem = look(wait, answers);
        while (problem.isPresent()) {
            if (wait.isOver()) {
                throw problem.get();
            }
            wait.pause("not yet: " + problem.get().problems().get(0).summary());
            answers.clear();
            problem = look(wait, answers);
        }
        context.verified(answers);
    }

    private Optional<LbprovException> look(Wait wait, List<MemberHealth> answers) {
        List<String> holders = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<Integer> priorities = new ArrayList<>();
        boolean allSeen = true;
        for (Part part : parts) {
            String name = part.vm().member().value();
            GuestMember.Answer asked = wait.ask(part.vm(), GuestMember::askStatus)
                    .orElseGet(() -> new GuestMember.Answer.Silent(wait.silence(part.vm())));
            if (asked instanceof GuestMember.Answer.Status answer) {
                MemberStatus status = answer.status();
                answers.add(part.health(status));
                status.priority().ifPresent(priorities::add);
                if (status.holdsAny()) {
                    holders.add(name);
                }
                List<String> unmet = part.expectation().unmetBy(status);
                if (!unmet.isEmpty()) {
                    problems.add(Problem.error(name + " is not healthy")
                            .because(String.join("\n", unmet))
                            .hint("mend the cause and run this again; lbprov status shows how it is then"));
                }
            } else if (asked instanceof GuestMember.Answer.Silent silent) {
                allSeen = false;
                problems.add(Problem.error(name + " does not answer")
                        .because(silent.reason())
                        .hint("look at node %s and at the console of VM %s, then run this again"
                                .formatted(part.vm().node(), part.vm().id())));
            }
        }
        if (Collections.frequency(priorities, Role.MASTER.vrrpPriority()) > 1) {
            problems.add(Problem.error("both members have VRRP priority " + Role.MASTER.vrrpPriority())
                    .because("only the preferred member may have it: of equals none returns after a failover"));
        }
        return judge(holders, allSeen, problems);
    }

    private static Optional<LbprovException> judge(List<String> holders, boolean allSeen, List<Problem> problems) {
        if (holders.size() > 1) {
            return Optional.of(new LbprovException(
                    ExitStatus.SPLIT_BRAIN,
                    Problem.error("%s hold the virtual IPs at the same time".formatted(String.join(" and ", holders)))
                            .because("they do not hear each other's VRRP adverts (protocol 112, unicast)")
                            .hint(
                                    "check that VRRP id and peers agree, and that no firewall on the nodes drops protocol 112"
                                            + " between the members")));
        }
        // one that does not answer may hold them
        if (holders.isEmpty() && allSeen) {
            String why = problems.isEmpty()
                    ? "every member says that it is healthy"
                    : problems.get(0).line();
            return Optional.of(new LbprovException(
                    ExitStatus.NO_HOLDER,
                    Problem.error("no member holds the virtual IPs")
                            .because(why)
                            .hint("look at keepalived's log on the members: journalctl -u keepalived")));
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(new LbprovException(ExitStatus.UNHEALTHY, problems));
    }

    @Override
    public List<Right> rights() {
        return parts.stream()
                .flatMap(part -> VmRights.agent(part.vm()).stream())
                .toList();
    }
}
