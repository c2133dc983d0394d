package no.fribyte.lbprov.ha;

import java.util.List;

/**
 * How long something may take, or how often it may happen: the median; the largest may be 1.6 times that.
 *
 * @param unit "s", or empty for a number
 */
record Goal(String name, double target, String unit) {
    static final double LARGEST = 1.6;

    /** In the order of the table. */
    static final List<Goal> ALL = List.of(
            seconds("master cut", 0.6),
            seconds("master frozen", 0.6),
            seconds("haproxy killed, started again", 0.2),
            seconds("haproxy killed, not started again", 1.6),
            seconds("haproxy frozen", 2.4),
            seconds("WireGuard interface gone: virtual IP moves", 0.3),
            seconds("WireGuard hung: virtual IP moves", 2.6),
            seconds("keepalived killed", 0.6),
            seconds("keepalived killed: virtual IP on two", 2.0),
            seconds("VPN sending: failover", 0.7),
            seconds("VPN sending: failback", 0.5),
            seconds("VPN sending: healed partition", 0.9),
            number("VPN: endpoint is not the virtual IP"),
            seconds("VPN idle, reached from inside", 1.2),
            seconds("planned switch", 0.05),
            seconds("planned switch back", 0.05),
            seconds("master back from a cut", 0.1),
            seconds("master back from a freeze", 0.1),
            seconds("failback", 0.1),
            seconds("master reboots", 0.1),
            number("20 reloads: lost"),
            number("20 VPN members come and go: lost"),
            number("cold boot: virtual IP not on exactly one"),
            number("old generation: takes the virtual IP"),
            number("servers away 30 s: moves of the virtual IP"),
            seconds("servers away 30 s: VPN and the other service", 0.1),
            number("exposure: wrong answers"),
            number("8 busy loops 60 s: moves of the virtual IP"),
            number("storm: members that do not serve"),
            number("storm: old machines on the network"));

    private static Goal seconds(String name, double target) {
        return new Goal(name, target, "s");
    }

    private static Goal number(String name) {
        return new Goal(name, 0, "");
    }

    /**
     * Whether sorted values keep it.
     *
     * @param slack what the machine itself added, as the control tells
     */
    boolean isMet(List<Double> sorted, double slack) {
        double noise = unit.isEmpty() ? 0 : slack;
        return Figures.median(sorted) <= target + noise && sorted.get(sorted.size() - 1) <= target * LARGEST + noise;
    }
}
