package no.fribyte.lbprov.ha;

import static no.fribyte.lbprov.ha.Event.CONTINUE;
import static no.fribyte.lbprov.ha.Event.KILL;
import static no.fribyte.lbprov.ha.Event.STOP;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A minute of everything at once, by a seed; when it is over, one member has the virtual IP and both can serve. */
record Storm(long seed, double seconds) {
    private static final List<String> UNITS = List.of("haproxy", "keepalived");

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
        double end = Holders.now() + seconds;
        while (Holders.now() < end) {
            Machine member = trial.site().member(random.nextInt(2));
            story.add(member.name() + " " + blow(trial, member, random));
            Waiting.seconds(0.2 + random.nextDouble() * 2.5);
        }
        double calm = Holders.now();
        for (Machine member : trial.site().members()) {
            member.must("thaw");
            trial.site().segment().join(member);
        }
        trial.holder(0);
        trial.figure("storm: virtual IP settled", Math.max(0, lastChange(trial) - calm));
        long serving = trial.site().members().stream().filter(Storm::serves).count();
        trial.figure("storm: members that do not serve", 2 - (double) serving);
        if (serving < 2 || trial.site().holders().current().size() != 1) {
            trial.figures().problem("storm with seed %d: %s".formatted(seed, String.join("; ", story)));
        }
        trial.served(Holders.now());
    }

    private static double lastChange(Trial trial) {
        return trial.site().holders().since(0).stream()
                .mapToDouble(Holders.Change::time)
                .max()
                .orElse(0);
    }

    /** Does one thing; what it stops or cuts is mended by a later gust or by the end. */
    private static String blow(Trial trial, Machine member, Random random) {
        String unit = UNITS.get(random.nextInt(UNITS.size()));
        int gust = random.nextInt(8);
        switch (gust) {
            case 0, 1 -> Trial.signal(member, unit, KILL);
            case 2 -> Trial.signal(member, unit, STOP);
            case 3 -> Trial.signal(member, unit, CONTINUE);
            case 4 -> trial.site().segment().cut(member);
            case 5 -> trial.site().segment().join(member);
            case 6 -> member.must("freeze");
            default -> member.must("thaw");
        }
        if (gust == 3 || gust == 7) {
            // the one thing that an operator might do in the middle of it; it fails where haproxy is just away
            boolean reloaded = member.holds("timeout 5 systemctl reload haproxy");
            return "goes on, haproxy %s reloaded".formatted(reloaded ? "was" : "was not");
        }
        return List.of("kill " + unit, "kill " + unit, "stop " + unit, "", "cut", "join", "freeze")
                .get(gust);
    }

    /** Its own haproxy answers on the VPN address, which both have, and its programs run. */
    private static boolean serves(Machine member) {
        return Waiting.until(15, () -> member.holds(SERVES));
    }
}
