package no.fribyte.lbprov.app;

import no.fribyte.lbprov.simulator.SimulatorAccess;

/** Starts the embedded simulator, or attaches to the one that runs. */
@FunctionalInterface
public interface SimulatorSource {
    SimulatorAccess open();
}
