package no.fribyte.lbprov.profile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.problem.Problem;

/**
 * An inventory that is right, read without a profile.
 *
 * @param warnings what is odd about it but stops nothing
 */
public record ResolvedPlace(Place place, Path inventoryFile, List<Problem> warnings) {
    public ResolvedPlace {
        requireNonNull(place, "place");
        requireNonNull(inventoryFile, "inventoryFile");
        warnings = List.copyOf(warnings);
    }

    /** The same inventory, where its images come from somewhere else. */
    public ResolvedPlace with(Place changed) {
        return new ResolvedPlace(changed, inventoryFile, warnings);
    }
}
