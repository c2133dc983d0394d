package no.fribyte.lbprov.step;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.guest.Expectation;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/**
 * Afterwards the member has shown that it can serve, asked of itself and held against the profile.
 *
 * @param beginning in which situation it proves itself
 */
public record ProveMember(VmRef vm, Expectation expectation, Beginning beginning) implements Step {
    /** The situation a member proves itself in. */
    public enum Beginning {
        /** It may serve already. */
        SERVING,
        /** It was started for the first time, so it must be drained. */
        FIRST,
        /** The same while its partner holds the virtual IPs: it must hear that, and hold none. */
        BESIDE_PARTNER
    }

    @Override
    public String title() {
        return "prove that %s can serve".formatted(vm.machine());
    }

    @Override
    public void run(StepContext context) {
        Wait wait = new Wait(context, context.limits().proof());
        List<String> unmet = look(context, wait);
        while (!unmet.isEmpty()) {
            if (wait.isOver()) {
                throw failed(unmet);
            }
            wait.pause("not yet: " + String.join("; ", unmet));
            unmet = look(context, wait);
        }
    }

    private List<String> look(StepContext context, Wait wait) {
        return wait.ask(vm, guest -> unmet(context, guest)).orElseGet(() -> List.of(wait.silence()));
    }

    private List<String> unmet(StepContext context, GuestMember guest) {
        GuestMember.Answer asked = guest.askStatus();
        if (asked instanceof GuestMember.Answer.Silent silent) {
            return List.of(silent.reason());
        }
        MemberStatus status = ((GuestMember.Answer.Status) asked).status();
        List<String> unmet = new ArrayList<>(expectation.unmetBy(status));
        if (fresh() && !status.drained()) {
            unmet.add("it did not start drained, so it could have taken the virtual IPs before this proof");
        }
        if (fresh() && !status.changed().isEmpty()) {
            unmet.add("these files are not as they were rendered: " + String.join(", ", status.changed()));
        }
        if (fresh() && !status.hostKey().equals(expectation.hostKey())) {
            unmet.add("its SSH host key is not the one in the vault");
        }
        if (beginning == Beginning.BESIDE_PARTNER && status.holdsAny()) {
            unmet.add("it holds the virtual IPs although it is drained and its partner has them: it does not hear its"
                    + " partner's VRRP adverts");
        }
        if (unmet.isEmpty()) {
            warnings(status).forEach(context::warn);
        }
        return unmet;
    }

    private boolean fresh() {
        return beginning != Beginning.SERVING;
    }

    private List<Problem> warnings(MemberStatus status) {
        return status.troubles().stream()
                .filter(trouble -> !trouble.serious())
                // the seed is removed only once the member has proved itself
                .filter(trouble -> !fresh() || !trouble.part().equals("cloud-init"))
                .map(trouble -> Problem.warning("%s: %s".formatted(vm.member(), trouble.text())))
                .toList();
    }

    private LbprovException failed(List<String> unmet) {
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("%s did not prove that it can serve".formatted(vm))
                        .because(String.join("\n", unmet))
                        .hint(
                                fresh()
                                        ? "it stays drained; mend the cause and run this again"
                                        : "mend the cause and run this again"));
    }

    @Override
    public List<Right> rights() {
        return VmRights.agent(vm);
    }
}
