package no.fribyte.lbprov.vault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/**
 * Everyone who can open a vault. An age file does not tell whom it is encrypted to, so that the list is kept inside the
 * vault for the next time that it is written.
 */
public record Recipients(List<Recipient> all) {
    public Recipients {
        all = List.copyOf(new LinkedHashSet<>(all));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a vault needs a recipient");
        }
    }

    /** One's own identity and at least one other: a lost laptop must not be the end of the pair's keys. */
    public static Recipients shared(AgeIdentity own, List<Recipient> others) {
        List<Recipient> all = new ArrayList<>();
        all.add(own.recipient());
        all.addAll(others);
        Recipients recipients = new Recipients(all);
        if (recipients.isAlone()) {
            throw new LbprovException(
                    ExitStatus.INVALID_INPUT,
                    Problem.error("a vault needs a second recipient")
                            .because("with yours alone, a lost identity file is the end of the pair's keys")
                            .hint("--recipient age1... of a colleague or of a key kept offline, or --alone"));
        }
        return recipients;
    }

    /** The explicit wish to be the only one. */
    public static Recipients alone(AgeIdentity own) {
        return new Recipients(List.of(own.recipient()));
    }

    /** These and more; who is in it already stays once. */
    Recipients and(List<Recipient> more) {
        List<Recipient> together = new ArrayList<>(all);
        together.addAll(more);
        return new Recipients(together);
    }

    public boolean isAlone() {
        return all.size() == 1;
    }

    public boolean includes(AgeIdentity identity) {
        return all.stream().anyMatch(identity::owns);
    }

    /** What to say to someone who is alone with a vault. */
    public Optional<Problem> warning() {
        return isAlone()
                ? Optional.of(Problem.warning("nobody but you can open this vault")
                        .because("if your identity file is lost, the keys of the pair are lost with it")
                        .hint("keep a copy of the identity file in a safe place"))
                : Optional.empty();
    }
}
