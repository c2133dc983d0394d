package no.fribyte.lbprov.ha;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an operator does: moving the virtual IP, reboots, reloads, new VPN members. */
final class Planned {
    private static final int WATCHES = 10;

    private Planned() {}

    static List<Event> events() {
        return List.of(
                Event.slow("drain", Planned::drain),
                Event.slow("reboot", Planned::reboot),
                Event.slow("reloads", Planned::reloads),
                Event.slow("vpn-members", Planned::vpnMembers),
                Event.slow("vpn-idle", Planned::idle));
    }

    private static void drain(Trial trial) {
        boolean ours = trial.site().kind() == Kind.RENDERED;
        double start = Holders.now();
        trial.master().shell(ours ? "/usr/local/sbin/lbprov-guest drain" : "systemctl stop keepalived");
        trial.holder(1);
        trial.served(Holders.now() + 0.5);
        trial.figure("planned switch", trial.users().web(start));
        trial.figure("planned switch: VPN sending", trial.users().vpn(start));
        double back = Holders.now();
        trial.master().shell(ours ? "/usr/local/sbin/lbprov-guest undrain" : "systemctl start keepalived");
        trial.holder(0);
        trial.served(Holders.now() + 0.5);
        trial.figure("planned switch back", trial.users().web(back));
        trial.figure("VPN sending: failback", trial.users().vpn(back));
    }

    private static void reboot(Trial trial) {
        double start = Holders.now();
        trial.master().must("halt");
        trial.holder(1);
        trial.master().must("boot");
        trial.holder(0);
        trial.served(Holders.now() + 1);
        trial.figure("master reboots", trial.users().web(start));
    }

    private static void reloads(Trial trial) {
        Machine client = trial.site().neighbours().client();
        try (Probe fast = new Probe(client, Users.VIRTUAL_IP, 81, 2)) {
            Process watches = client.inNetwork(List.of(
                    "python3",
                    "-B",
                    Machine.PROGRAMS.resolve("watch.py").toString(),
                    Users.VIRTUAL_IP,
                    "80",
                    Integer.toString(WATCHES)));
            try (BufferedReader said = watches.inputReader(StandardCharsets.UTF_8)) {
                String open = said.readLine();
                for (int i = 0; i < 20; i++) {
                    trial.master().systemctl("reload", "haproxy");
                    Waiting.seconds(1);
                }
                watches.getOutputStream().close();
                String cut = said.readLine();
                if (!"open".equals(open) || cut == null) {
                    throw new IllegalStateException("the watches could not be opened");
                }
                trial.figure("20 reloads: watches cut of " + WATCHES, Double.parseDouble(cut));
            } finally {
                watches.destroyForcibly();
            }
            Samples samples = fast.samples();
            trial.figure("20 reloads: requests", samples.all().size());
            trial.figure("20 reloads: lost", samples.lost());
            if (samples.lost() > 0) {
                trial.figures().problem("20 reloads: " + samples.outcomes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void vpnMembers(Trial trial) {
        double start = Holders.now();
        String key = trial.master().shell("wg genkey | wg pubkey").strip();
        for (int i = 0; i < 20; i++) {
            for (Machine member : trial.site().members()) {
                member.shell("wg set wg0 peer %s allowed-ips 10.9.0.99/32".formatted(key));
                Waiting.seconds(0.1);
                member.shell("wg set wg0 peer %s remove".formatted(key));
            }
        }
        Waiting.seconds(1);
        trial.figure(
                "20 VPN members come and go: lost",
                trial.users().vpnSamples(start).lost());
        trial.figure("20 VPN members come and go: VPN sending", trial.users().vpn(start));
    }

    /** Nobody speaks to the idle VPN member before the cut; then the new master does. */
    private static void idle(Trial trial) {
        // a session of an earlier run would still be good
        trial.backup().systemctl("restart", "wg-quick@wg0");
        Waiting.seconds(5);
        double cut = Holders.now();
        trial.site().segment().cut(trial.master());
        try (Probe inside = new Probe(trial.backup(), "10.9.0.21", 8080, 20)) {
            Waiting.until(
                    Trial.PATIENCE * 2, () -> inside.samples().all().stream().anyMatch(Samples.Sample::ok));
            double reached = inside.samples().all().stream()
                    .filter(Samples.Sample::ok)
                    .mapToDouble(sample -> sample.start() + sample.seconds())
                    .findFirst()
                    .orElse(Double.NaN);
            trial.figure("VPN idle, reached from inside", reached - cut);
        }
        trial.site().segment().join(trial.master());
    }
}
