package no.fribyte.lbprov.app;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.problem.Problem;

/** A profile without errors. */
public record Checked(PairName pair, Path profile, Path inventory, List<Problem> warnings) {
    public Checked {
        requireNonNull(pair, "pair");
        requireNonNull(profile, "profile");
        requireNonNull(inventory, "inventory");
        warnings = List.copyOf(warnings);
    }
}
