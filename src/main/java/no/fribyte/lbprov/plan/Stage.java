package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A part of a plan that must be done before the next begins: the barrier that stops a bad change at the member that carries
 * no traffic.
 *
 * @param effect what users of the pair notice of it
 */
public record Stage(String title, String effect, List<Lane> lanes) {
    public Stage {
        requireNonNull(title, "title");
        requireNonNull(effect, "effect");
        lanes = List.copyOf(lanes);
    }
}
