package no.fribyte.lbprov.ha;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A minute of everything at once, by a seed; when it is over, one member has the virtual IP, both can serve, and a lost
 * machine that came back keeps off the network.
 */
record Storm(long seed, double seconds) {
    private static final String SERVES = """
            systemctl is-active haproxy keepalived && timeout 1 bash -c '
                exec 3<>/dev/tcp/10.9.0.1/8006; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; head -n 1 <&3 | grep -q " 200 "'
            """;

    Event event() {
        return Event.quick("storm-" + seed, this::run).ofOursOnly();
    }

    private void run(Trial trial) {
        Random random = new Random(seed);
        List<String> story = new ArrayList<>();
        double start = Holders.now();
        while (Holders.now() < start + seconds) {
            int member = random.nextInt(2);
            Gust gust = Gust.ALL.get(random.nextInt(Gust.ALL.size()));
            story.add("%.1f %s %s"
                    .formatted(
                            Holders.now() - start, trial.site().member(member).name(), gust.name()));
            gust.blow().accept(trial.site(), member);
            Waiting.seconds(0.2 + random.nextDouble() * 2.5);
        }
        Gust.mend(trial.site());
        double calm = Holders.now();
        trial.holder(0);
        trial.figure("storm: virtual IP settled", Math.max(0, lastChange(trial) - calm));
        long idle = trial.site().members().stream()
                .filter(member -> !serves(member))
                .count();
        trial.figure("storm: members that do not serve", (double) idle);
        long stray =
                trial.site().twins().stream().filter(twin -> !keepsOff(twin)).count();
        trial.figure("storm: old machines on the network", (double) stray);
        if (idle + stray > 0 || trial.site().holders().current().size() != 1) {
            trial.figures().problem("storm with seed %d: %s".formatted(seed, String.join("; ", story)));
        }
        trial.served(Holders.now());
        trial.site().twins().forEach(twin -> twin.must("crash"));
    }

    private static double lastChange(Trial trial) {
        return trial.site().holders().since(0).stream()
                .mapToDouble(Holders.Change::time)
                .max()
                .orElse(0);
    }

    /** Its own haproxy answers on the VPN address, which both have, and its programs run. */
    private static boolean serves(Machine member) {
        return Waiting.until(15, () -> member.holds(SERVES));
    }

    /** Refused, or never switched on. */
    private static boolean keepsOff(Machine twin) {
        return Waiting.until(15, () -> !twin.holds("ip -o link show up | grep -Eq 'public|nat'"));
    }
}
