package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import no.fribyte.lbprov.model.Bake;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.step.SeedImage;

/**
 * The templates that are asked for.
 *
 * @param bake how they are baked
 * @param targets in the order in which they are made
 * @param seeds renders the seed of the VM that becomes a template
 * @param today the day that they are named after
 * @param version lbprov's
 */
public record BakeDesired(
        Place place, Bake bake, List<Target> targets, SeedSource seeds, LocalDate today, String version, Lease lease) {
    /** Renders a seed; the same marker gives the same bytes. */
    @FunctionalInterface
    public interface SeedSource {
        SeedImage seed(TemplateMarker marker);
    }

    /** One template: of a system, on a node. */
    public record Target(Node node, GuestOs os, ImageSource.CloudImage image) {}

    public BakeDesired {
        requireNonNull(place, "place");
        requireNonNull(bake, "bake");
        targets = List.copyOf(targets);
        requireNonNull(seeds, "seeds");
        requireNonNull(today, "today");
        requireNonNull(version, "version");
        requireNonNull(lease, "lease");
    }
}
