package no.fribyte.lbprov.app;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.doctor.Way;
import no.fribyte.lbprov.proxmox.Endpoint;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;

/** All ways to a node. */
record NodeWays(Endpoint endpoint, List<Way> ways) {
    NodeWays {
        ways = List.copyOf(ways);
    }

    /** Why the node is silent, if it is so by every way. */
    Optional<ProxmoxFailure> silence() {
        return ways.stream().anyMatch(way -> way.sight().answered())
                ? Optional.empty()
                : ways.stream().flatMap(way -> way.sight().failure().stream()).findFirst();
    }
}
