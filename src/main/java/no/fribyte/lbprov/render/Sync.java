package no.fribyte.lbprov.render;

import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Vpn;

/** How the members' sync services reach each other: over the VRRP network, on a UDP port of their own. */
final class Sync {
    private static final int USUAL_PORT = 51869;

    private Sync() {}

    /** WireGuard listens on all addresses, so its port is taken. */
    static int port(Pair pair) {
        boolean taken =
                pair.vpn().map(Vpn::port).filter(port -> port == USUAL_PORT).isPresent();
        return taken ? USUAL_PORT + 1 : USUAL_PORT;
    }
}
