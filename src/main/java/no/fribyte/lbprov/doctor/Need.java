package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
import no.fribyte.lbprov.step.Right;
import no.fribyte.lbprov.step.Step;

/**
 * A right, and what it is for.
 *
 * @param purpose such as "start VM 200 on pluto"
 * @param vital whether nothing can be done without it; else lbprov copes
 */
public record Need(Right right, String purpose, boolean vital) {
    public Need {
        requireNonNull(right, "right");
        requireNonNull(purpose, "purpose");
    }

    /** What steps need and would do better with. */
    public static List<Need> of(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> Stream.concat(
                        step.rights().stream().map(right -> new Need(right, step.title(), true)),
                        step.wishes().stream().map(right -> new Need(right, step.title(), false))))
                .distinct()
                .toList();
    }
}
