package no.fribyte.lbprov.ha;

import java.util.List;
import java.util.Map;

/** One run of one event: the pair it happens to, those who notice, and where figures go. */
record Trial(Site site, Users users, Figures figures) {
    /** Longer than a VPN session takes to come back by itself (15 s). */
    static final double PATIENCE = 25;

    Machine master() {
        return site.member(0);
    }

    Machine backup() {
        return site.member(1);
    }

    void figure(String name, double value) {
        figures.add(name, value);
    }

    /** Waits until the users are served again. */
    void served(double since) {
        if (!users.calm(since, PATIENCE)) {
            figures.problem("not served again after %.0f s: public %s, VPN %s"
                    .formatted(
                            PATIENCE,
                            users.webSamples(since).outcomes(),
                            users.vpnSamples(since).outcomes()));
        }
    }

    /** Waits until one member, and no other, holds the virtual IP. */
    void holder(int member) {
        if (!Waiting.until(PATIENCE, () -> site.holders().current().equals(List.of(member)))) {
            figures.problem("the virtual IP is on %s, not on %s alone"
                    .formatted(site.holders().current(), site.member(member).name()));
        }
    }

    /** When a member took the virtual IP after a moment. */
    double takenBy(int member, double since) {
        return site.holders().since(since).stream()
                        .filter(change -> change.member() == member && change.held())
                        .mapToDouble(Holders.Change::time)
                        .findFirst()
                        .orElse(Double.NaN)
                - since;
    }

    /** Whether the VPN members still speak to the virtual IP; those that do not are set right. */
    void endpoints() {
        for (Machine client :
                List.of(site.neighbours().sender(), site.neighbours().idle())) {
            String endpoint = client.shell("wg show wg0 endpoints | cut -f 2").strip();
            boolean right = endpoint.equals(Users.VIRTUAL_IP + ":51871");
            figure("VPN: endpoint is not the virtual IP", right ? 0 : 1);
            if (!right) {
                client.shell("wg set wg0 peer $(wg show wg0 peers) endpoint " + Users.VIRTUAL_IP + ":51871");
            }
        }
    }

    /** Sends a signal to every process of a unit; tells when. */
    static double signal(Machine machine, String unit, int number) {
        double time = Holders.now();
        machine.must("signal", Map.of("unit", unit, "signal", number));
        return time;
    }

    /** Before an event, and after it: the master has the virtual IP, and everybody is served. */
    void settled() {
        holder(0);
        served(Holders.now());
        endpoints();
    }
}
