package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.plan.SeenNode;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Bridge;
import no.fribyte.lbprov.proxmox.Endpoint;
import no.fribyte.lbprov.proxmox.StorageStatus;

/**
 * What was seen of a node.
 *
 * @param silence why it could not be read at all, if it could not
 * @param version absent when it could not be read
 * @param home what was looked at because a member lives there, or will
 * @param unread what else could not be read
 */
public record NodeFacts(
        Node node,
        Endpoint endpoint,
        List<Way> ways,
        Optional<Problem> silence,
        Optional<PveVersion> version,
        Optional<Home> home,
        List<Problem> unread) {
    public NodeFacts {
        requireNonNull(node, "node");
        requireNonNull(endpoint, "endpoint");
        ways = List.copyOf(ways);
        requireNonNull(silence, "silence");
        requireNonNull(version, "version");
        requireNonNull(home, "home");
        unread = List.copyOf(unread);
    }

    /**
     * What a member finds on its node.
     *
     * @param storages also those that planning takes for missing, as they are disabled or not active
     */
    public record Home(SeenNode seen, List<StorageStatus> storages, List<Bridge> bridges) {
        public Home {
            requireNonNull(seen, "seen");
            storages = List.copyOf(storages);
            bridges = List.copyOf(bridges);
        }
    }

    NodeName name() {
        return node.name();
    }
}
