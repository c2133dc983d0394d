package no.fribyte.lbprov.profile.rule;

import static java.util.Objects.requireNonNull;

import no.fribyte.lbprov.model.Pair;

/**
 * Another profile of the workspace.
 *
 * @param file for messages
 * @param inventory the name of the inventory it says itself that it lives on
 */
public record Neighbour(String file, Pair pair, String inventory) {
    public Neighbour {
        requireNonNull(file, "file");
        requireNonNull(pair, "pair");
        requireNonNull(inventory, "inventory");
    }
}
