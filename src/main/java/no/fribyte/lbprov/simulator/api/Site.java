package no.fribyte.lbprov.simulator.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import no.fribyte.lbprov.simulator.access.Tickets;
import no.fribyte.lbprov.simulator.fault.Faults;
import no.fribyte.lbprov.simulator.world.Ledger;
import no.fribyte.lbprov.simulator.world.Timing;
import no.fribyte.lbprov.simulator.world.WorldSpec;

/** What the listeners of one cluster, or of one node that stands alone, have in common. */
public record Site(
        Ledger ledger,
        Schema schema,
        Faults faults,
        PveVersion version,
        Timing timing,
        Duration authDelay,
        InstantSource clock,
        WriteLog writes,
        Tickets tickets,
        List<Witness> witnesses) {

    /** Whether a node answers nobody: its own endpoint drops connections, the others say 595 for it. */
    boolean isDown(String node) {
        return faults.isDown(node) || !ledger.guests().reaches(node);
    }

    /** Counts a call that goes in vain, if the node is down. */
    boolean isInVain(String node) {
        return faults.isInVain(node) || !ledger.guests().reaches(node);
    }

    /** Whether too few nodes are up for anything to be written. */
    boolean hasNoQuorum(WorldSpec spec) {
        long up = spec.nodes().stream()
                .filter(node -> ledger.guests().reaches(node.name()))
                .count();
        return faults.hasNoQuorum() || 2 * up <= spec.nodes().size();
    }
}
