package no.fribyte.lbprov.simulator.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import no.fribyte.lbprov.simulator.access.Tickets;
import no.fribyte.lbprov.simulator.fault.Faults;
import no.fribyte.lbprov.simulator.world.Ledger;
import no.fribyte.lbprov.simulator.world.Timing;

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
        List<Witness> witnesses) {}
