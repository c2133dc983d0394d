package no.fribyte.lbprov.simulator;

import java.net.URI;
import java.util.Map;

/** What a client has to know of a running simulator, whichever process it runs in. */
public interface SimulatorAccess extends AutoCloseable {
    /** Each node's own endpoint, such as {@code https://127.0.0.1:41234}, in the order of the world. */
    Map<String, URI> endpoints();

    /** The certificate of the CA; of all CAs, one after the other, when the nodes stand alone. */
    String caPem();

    /** The first token of the world, such as {@code lbprov@pve!demo}. */
    String tokenId();

    String tokenSecret();

    /** Whether it runs in this process and others use it: then closing it waits for them. */
    default boolean hasVisitors() {
        return false;
    }

    /** Ends the simulator if it runs in this process, once nobody else uses it; an interruption ends it at once. */
    @Override
    void close();

    default URI endpoint(String node) {
        URI endpoint = endpoints().get(node);
        if (endpoint == null) {
            throw new IllegalArgumentException("the simulated world has no node " + node);
        }
        return endpoint;
    }
}
