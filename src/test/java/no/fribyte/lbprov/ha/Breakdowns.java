package no.fribyte.lbprov.ha;

import static no.fribyte.lbprov.ha.Event.CONTINUE;
import static no.fribyte.lbprov.ha.Event.KILL;
import static no.fribyte.lbprov.ha.Event.STOP;

import java.util.List;
import java.util.Map;

/** A member vanishes, or one of its programs dies or hangs. */
final class Breakdowns {
    private static final String HAPROXY = "haproxy";
    private static final double CUT_SECONDS = 7;

    private Breakdowns() {}

    static List<Event> events() {
        return List.of(
                Event.quick("cut", Breakdowns::cut),
                Event.slow("blip", Breakdowns::blip),
                Event.slow("frozen", Breakdowns::frozen),
                Event.quick("haproxy-killed", Breakdowns::haproxyKilled),
                Event.slow("haproxy-gone", Breakdowns::haproxyGone),
                Event.slow("haproxy-frozen", Breakdowns::haproxyFrozen),
                Event.quick("wireguard-gone", Breakdowns::wireGuardGone),
                Event.slow("wireguard-hung", Breakdowns::wireGuardHung),
                Event.quick("keepalived-killed", Breakdowns::keepalivedKilled));
    }

    /** A cut of two seconds, as short as can be: the one that is cut off has not found out yet. */
    private static void blip(Trial trial) {
        double cut = Holders.now();
        trial.site().segment().cut(trial.master());
        trial.served(cut + 0.3);
        Waiting.seconds(Math.max(0, cut + 2 - Holders.now()));
        double healed = heal(trial);
        trial.figure("master back from a cut of 2 s", trial.users().web(healed));
        trial.figure("VPN sending: healed cut of 2 s", trial.users().vpn(healed));
    }

    private static void cut(Trial trial) {
        double cut = Holders.now();
        trial.site().segment().cut(trial.master());
        trial.served(cut + 0.3);
        trial.figure("master cut", trial.users().web(cut));
        trial.figure("VPN sending: failover", trial.users().vpn(cut));
        trial.endpoints();
        // long enough for it to find out that it is the one that is cut off
        Waiting.seconds(Math.max(0, cut + CUT_SECONDS - Holders.now()));
        double healed = heal(trial);
        trial.figure("master back from a cut", trial.users().web(healed));
        trial.figure("VPN sending: healed partition", trial.users().vpn(healed));
    }

    private static void frozen(Trial trial) {
        double start = Holders.now();
        trial.master().must("freeze");
        trial.site().segment().cut(trial.master());
        trial.served(start + 0.3);
        trial.figure("master frozen", trial.users().web(start));
        trial.master().must("thaw");
        double healed = heal(trial);
        trial.figure("master back from a freeze", trial.users().web(healed));
    }

    /** Puts the master back on the network, and waits until it has the virtual IP again; tells when that began. */
    private static double heal(Trial trial) {
        double healed = Holders.now();
        trial.site().segment().join(trial.master());
        trial.holder(0);
        trial.served(healed + 3);
        return healed;
    }

    private static void haproxyKilled(Trial trial) {
        double start = Trial.signal(trial.master(), HAPROXY, KILL);
        Waiting.seconds(3);
        trial.served(start + 3);
        trial.figure("haproxy killed, started again", trial.users().web(start));
    }

    private static void haproxyGone(Trial trial) {
        trial.master().must("hold", Map.of("unit", HAPROXY));
        double start = Trial.signal(trial.master(), HAPROXY, KILL);
        trial.holder(1);
        trial.served(start + 0.3);
        trial.figure("haproxy killed, not started again", trial.users().web(start));
        failback(trial);
    }

    /** The other half of {@link #haproxyGone}: the master is well again and takes over from a healthy partner. */
    private static void failback(Trial trial) {
        double start = Holders.now();
        trial.master().must("release", Map.of("unit", HAPROXY));
        trial.holder(0);
        trial.served(Holders.now() + 0.5);
        trial.figure("failback", trial.users().web(start));
        trial.figure("VPN sending: failback", trial.users().vpn(start));
    }

    private static void haproxyFrozen(Trial trial) {
        double start = Trial.signal(trial.master(), HAPROXY, STOP);
        trial.served(start + 0.3);
        trial.figure("haproxy frozen", trial.users().web(start));
        Trial.signal(trial.master(), HAPROXY, CONTINUE);
    }

    private static void wireGuardGone(Trial trial) {
        double start = Holders.now();
        trial.master().shell("ip link delete wg0");
        Waiting.seconds(2.5);
        trial.figure("WireGuard interface gone: virtual IP moves", trial.takenBy(1, start));
        trial.served(start + 0.3);
        trial.figure("WireGuard interface gone: VPN sending", trial.users().vpn(start));
        trial.master().systemctl("restart", "wg-quick@wg0");
    }

    private static void wireGuardHung(Trial trial) {
        if (!trial.master().holds("pidof wireguard-go")) {
            return; // the kernel's own WireGuard has no process that could hang
        }
        double start = Holders.now();
        trial.master().shell("kill -STOP $(pidof wireguard-go)");
        Waiting.seconds(4);
        trial.figure("WireGuard hung: virtual IP moves", trial.takenBy(1, start));
        trial.served(start + 0.3);
        trial.master().shell("kill -CONT $(pidof wireguard-go)");
    }

    private static void keepalivedKilled(Trial trial) {
        double start = Trial.signal(trial.master(), "keepalived", KILL);
        Waiting.seconds(5);
        trial.served(start + 5);
        trial.figure("keepalived killed", trial.users().web(start));
        trial.figure(
                "keepalived killed: virtual IP on two", trial.site().holders().longest(2, start, Holders.now()));
        if (trial.site().kind() == Kind.HAND_MADE) {
            trial.master().systemctl("restart", "keepalived");
        }
    }
}
