package no.fribyte.lbprov.simulator.fault;

/**
 * A call that came in, as faults see it.
 *
 * @param path without {@code /api2/json}
 */
public record Call(String method, String path) {}
