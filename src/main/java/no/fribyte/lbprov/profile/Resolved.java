package no.fribyte.lbprov.profile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.problem.Problem;

/**
 * A profile that is right: the pair it describes and the place it lives in.
 *
 * @param warnings what is odd about it but stops nothing
 */
public record Resolved(Pair pair, Place place, Path profileFile, Path inventoryFile, List<Problem> warnings) {
    public Resolved {
        requireNonNull(pair, "pair");
        requireNonNull(place, "place");
        requireNonNull(profileFile, "profileFile");
        requireNonNull(inventoryFile, "inventoryFile");
        warnings = List.copyOf(warnings);
    }

    /** The same pair at another place. */
    public Resolved with(Place changed) {
        return new Resolved(pair, changed, profileFile, inventoryFile, warnings);
    }
}
