package no.fribyte.lbprov.simulator.http;

import java.io.IOException;

/** Answers requests; called by many connections at once. */
@FunctionalInterface
public interface Exchange {
    Response answer(Request request) throws IOException;
}
