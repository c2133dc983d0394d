package no.fribyte.lbprov.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.plan.Intent;

/**
 * What to try after a run. A real pair is never offered to be destroyed.
 *
 * @param typed makes a command line that can be typed of a command
 */
record NextSteps(UnaryOperator<String> typed, String profile, boolean simulated) {
    /**
     * The command lines, as they would have to be typed.
     *
     * @param member that the run was about, if it was not about both
     */
    List<String> after(Intent intent, Optional<String> member, Optional<PairHealth> health) {
        List<String> next = new ArrayList<>();
        String pair = GlobalOptions.quoted(profile);
        next.add(typed.apply("status " + pair));
        health.ifPresent(known -> next.add(typed.apply(afterLooking(intent, member, known, pair))));
        if (simulated) {
            next.add(typed.apply("destroy " + pair));
        }
        return next;
    }

    private static String afterLooking(Intent intent, Optional<String> member, PairHealth health, String pair) {
        if (health.members().stream().anyMatch(each -> each.vm().isEmpty())) {
            return "create " + pair;
        }
        // a changed profile gets to the members one by one: after a rebuild it is the other one's turn
        String turn = health.members().stream()
                .map(each -> each.name().value())
                .filter(name -> intent != Intent.REBUILD || !member.equals(Optional.of(name)))
                .findFirst()
                .orElseThrow();
        return "rebuild %s %s".formatted(pair, turn);
    }
}
