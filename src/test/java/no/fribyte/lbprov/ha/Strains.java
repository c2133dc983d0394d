package no.fribyte.lbprov.ha;

import java.util.List;

/** What the pair has to sit out without moving anything. */
final class Strains {
    private static final int LOOPS = 8;

    private Strains() {}

    static List<Event> events() {
        return List.of(
                Event.slow("servers-away", Strains::serversAway).once(),
                Event.slow("busy", Strains::busy).once());
    }

    private static void serversAway(Trial trial) {
        Neighbours neighbours = trial.site().neighbours();
        double start = Holders.now();
        neighbours.stopServing(neighbours.web());
        try {
            Waiting.seconds(30);
        } finally {
            neighbours.serve();
        }
        double back = Holders.now();
        trial.served(back + 0.1);
        trial.figure(
                "servers away 30 s: moves of the virtual IP",
                trial.site().holders().since(start).size());
        trial.figure(
                "servers away 30 s: VPN and the other service", trial.users().vpn(start));
        trial.figure("servers back: served", trial.users().web(back) - 0.2);
    }

    private static void busy(Trial trial) {
        double start = Holders.now();
        Machine anywhere = trial.site().neighbours().client();
        // each a program of its own: a subshell keeps a copy of this shell's stdout, for whose end the machine waits
        anywhere.shell(
                "for i in $(seq %d); do bash -c 'while :; do :; done' > /dev/null 2>&1 & echo $!; done > /run/loops"
                        .formatted(LOOPS));
        try {
            Waiting.seconds(60);
        } finally {
            anywhere.shell("kill -9 $(cat /run/loops)");
        }
        trial.figure(
                "8 busy loops 60 s: moves of the virtual IP",
                trial.site().holders().since(start).size());
        Samples requests = trial.users().webSamples(start);
        trial.figure("8 busy loops 60 s: requests", requests.all().size());
        trial.figure("8 busy loops 60 s: requests lost", requests.lost());
        trial.figure("8 busy loops 60 s: public", trial.users().web(start));
        trial.figure("8 busy loops 60 s: control", trial.users().control(start));
    }
}
