package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.proxmox.ClusterStatus;

/**
 * A cluster, or a node that stands alone.
 *
 * @param nodes of the inventory that are in it and answered
 * @param thirdVote that of a cluster of two
 */
public record SiteFacts(List<NodeName> nodes, ClusterStatus status, ThirdVote thirdVote) {
    public SiteFacts {
        nodes = List.copyOf(nodes);
        requireNonNull(status, "status");
        requireNonNull(thirdVote, "thirdVote");
    }

    /**
     * Whether a cluster has a QDevice.
     *
     * @param told whether that could be asked
     * @param state of the one it has
     */
    public record ThirdVote(boolean told, Optional<String> state) {
        public ThirdVote {
            requireNonNull(state, "state");
        }

        /** It was not asked for, or there was no answer. */
        public static ThirdVote unknown() {
            return new ThirdVote(false, Optional.empty());
        }
    }
}
