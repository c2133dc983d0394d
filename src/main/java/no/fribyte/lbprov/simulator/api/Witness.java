package no.fribyte.lbprov.simulator.api;

import no.fribyte.lbprov.simulator.http.Request;
import no.fribyte.lbprov.simulator.http.Response;

/** Sees every answer before it leaves, from the thread of its connection. */
@FunctionalInterface
public interface Witness {
    void saw(Request request, Response response);
}
