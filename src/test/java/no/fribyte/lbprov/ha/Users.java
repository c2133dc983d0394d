package no.fribyte.lbprov.ha;

import java.util.List;

/** Who notices: a public client, a VPN member that sends, and a control that does not go through the pair. */
final class Users implements AutoCloseable {
    static final String VIRTUAL_IP = "198.51.100.10";
    static final String VPN_ADDRESS = "10.9.0.1";
    private static final double CALM = 0.6;

    private final Probe web;
    private final Probe vpn;
    private final Probe control;

    Users(Neighbours neighbours) {
        web = new Probe(neighbours.client(), VIRTUAL_IP, 80, 10);
        vpn = new Probe(neighbours.sender(), VPN_ADDRESS, 8007, 20);
        control = new Probe(neighbours.client(), "198.51.100.31", 8080, 20);
    }

    /** Waits until everybody is served without a loss, from a moment on; tells whether it came to that. */
    boolean calm(double since, double patience) {
        boolean webCalm = web.calm(since, CALM, patience);
        return vpn.calm(since, CALM, patience) && webCalm;
    }

    double web(double since) {
        return outage(web, since);
    }

    double vpn(double since) {
        return outage(vpn, since);
    }

    double control(double since) {
        return outage(control, since);
    }

    Samples webSamples(double since) {
        return web.samples().between(since, Double.MAX_VALUE);
    }

    Samples vpnSamples(double since) {
        return vpn.samples().between(since, Double.MAX_VALUE);
    }

    /** A little before the moment, so that the last success before it counts. */
    private static double outage(Probe probe, double since) {
        return probe.samples().between(since - 0.2, Double.MAX_VALUE).outage();
    }

    @Override
    public void close() {
        List.of(web, vpn, control).forEach(Probe::close);
    }
}
