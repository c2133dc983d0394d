package no.fribyte.lbprov.app;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.plan.Desired;
import no.fribyte.lbprov.plan.EmptyPlace;
import no.fribyte.lbprov.plan.Observed;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Planner;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.profile.Resolved;
import no.fribyte.lbprov.render.MaskedSecrets;
import no.fribyte.lbprov.render.Renderer;

/** Plans against nothing: as if every node were there, as the inventory says, and empty. */
public final class OfflineWork {
    private final Resolved resolved;
    private final Desired desired;

    OfflineWork(Resolved resolved, Renderer renderer, Surroundings surroundings, Times times) {
        this.resolved = resolved;
        this.desired = new Rendering(renderer, resolved.pair(), MaskedSecrets.of(resolved.pair()))
                .desired(
                        resolved.place(),
                        Version.current(),
                        Leases.own(surroundings, times.clock().instant()));
    }

    /** What is odd about the input. */
    public List<Problem> warnings() {
        return resolved.warnings();
    }

    public Plan create() {
        Set<MemberName> all = new LinkedHashSet<>();
        resolved.pair().members().forEach(member -> all.add(member.name()));
        Observed nothing = new EmptyPlace(resolved.pair(), resolved.place(), Map.of()).observed();
        return new Planner(desired, nothing).create(all);
    }
}
