package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.plan.SeenVm;

/**
 * What was seen of templates where they are baked.
 *
 * @param inventory that says how
 * @param seen every template that lbprov may have made
 */
public record TemplateFacts(String inventory, List<SeenVm> seen) {
    public TemplateFacts {
        requireNonNull(inventory, "inventory");
        seen = List.copyOf(seen);
    }
}
