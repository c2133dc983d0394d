package no.fribyte.lbprov.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.rule.Neighbour;
import no.fribyte.lbprov.profile.yaml.Findings;

/** The other profiles of the workspace, as far as they are right. */
final class Neighbours {
    /** Documentation, whose addresses belong to nobody. */
    private static final String EXAMPLE = "example";

    private final Workspace workspace;
    private final BiFunction<Path, Findings, Optional<Resolved>> reader;

    Neighbours(Workspace workspace, BiFunction<Path, Findings, Optional<Resolved>> reader) {
        this.workspace = workspace;
        this.reader = reader;
    }

    /** Everyone but the profile itself; one that is broken is a warning. */
    List<Neighbour> of(Path profile, Findings findings) {
        List<Neighbour> neighbours = new ArrayList<>();
        for (Path other : workspace.profiles()) {
            if (!other.equals(profile) && !Workspace.nameOf(other).equals(EXAMPLE)) {
                read(other, findings).ifPresent(neighbours::add);
            }
        }
        return neighbours;
    }

    private Optional<Neighbour> read(Path file, Findings findings) {
        String shown = workspace.display(file);
        Findings theirs = new Findings();
        Optional<Resolved> resolved = reader.apply(file, theirs);
        if (resolved.isEmpty()) {
            findings.warning(
                    new Where(shown, 1, 1, ""),
                    "this profile has errors",
                    "so nobody knows whether its addresses and names collide with yours",
                    "lbprov validate " + Workspace.nameOf(file));
        }
        return resolved.map(pair -> new Neighbour(shown, pair.pair(), Workspace.nameOf(pair.inventoryFile())));
    }
}
