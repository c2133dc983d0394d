package no.fribyte.lbprov.app;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.problem.Problem;

/**
 * A profile without errors.
 *
 * @param profile its file, from the workspace's folder
 * @param inventory likewise
 */
public record Checked(PairName pair, String profile, String inventory, List<Problem> warnings) {
    public Checked {
        requireNonNull(pair, "pair");
        requireNonNull(profile, "profile");
        requireNonNull(inventory, "inventory");
        warnings = List.copyOf(warnings);
    }
}
