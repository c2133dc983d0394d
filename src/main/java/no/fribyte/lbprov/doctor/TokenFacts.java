package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.model.NodeName;

/**
 * A token of a cluster, or of a node that stands alone.
 *
 * @param nodes that it is used on
 */
public record TokenFacts(List<NodeName> nodes, TokenRights rights) {
    public TokenFacts {
        nodes = List.copyOf(nodes);
        requireNonNull(rights, "rights");
    }
}
