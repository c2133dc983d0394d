package no.fribyte.lbprov.ha;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Power comes back: to both members or to one, in any order, with servers or without. */
final class Boots {
    private Boots() {}

    static List<Event> events() {
        return List.of(
                Event.slow("boot-together", trial -> boot(trial, "together", 0, List.of(0, 1))),
                Event.slow("boot-master-first", trial -> boot(trial, "master first", 5, List.of(0, 1))),
                Event.slow("boot-backup-first", trial -> boot(trial, "backup first", 5, List.of(1, 0))),
                Event.slow("boot-master-alone", trial -> boot(trial, "master alone", 0, List.of(0))),
                Event.slow("boot-backup-alone", trial -> boot(trial, "backup alone", 0, List.of(1))),
                Event.slow("boot-without-servers", Boots::withoutServers),
                Event.slow("old-generation", Boots::oldGeneration));
    }

    private static void boot(Trial trial, String name, double between, List<Integer> order) {
        crash(trial);
        double start = Holders.now();
        List<CompletableFuture<Machine.Answer>> booting = start(trial, between, order);
        trial.served(start + 0.3);
        trial.figure("cold boot, " + name + ": served", trial.users().web(start) - 0.2);
        booting.forEach(CompletableFuture::join);
        one(trial, name);
        IntStream.of(0, 1)
                .filter(number -> !order.contains(number))
                .forEach(number -> trial.site().member(number).must("boot"));
    }

    private static void withoutServers(Trial trial) {
        Neighbours neighbours = trial.site().neighbours();
        neighbours.stopServing(neighbours.web());
        neighbours.stopServing(neighbours.store());
        try {
            crash(trial);
            double start = Holders.now();
            start(trial, 0, List.of(0, 1)).forEach(CompletableFuture::join);
            boolean held =
                    Waiting.until(15, () -> trial.site().holders().current().size() == 1);
            trial.figure(
                    "cold boot, without servers: virtual IP up",
                    held ? firstHeld(trial, start) : Double.POSITIVE_INFINITY);
            one(trial, "without servers");
        } finally {
            neighbours.serve();
            neighbours.serveStore();
        }
    }

    /** The master comes back with an older generation than its partner has, as from a snapshot or a backup. */
    private static void oldGeneration(Trial trial) {
        generation(trial.backup(), 2);
        try {
            double off = Holders.now();
            trial.master().must("crash");
            trial.holder(1);
            trial.master().must("boot");
            // a preferred member would have taken them back after five
            Waiting.seconds(10);
            trial.figure("old generation: takes the virtual IP", Double.isNaN(trial.takenBy(0, off)) ? 0 : 1);
            trial.served(Holders.now());
        } finally {
            generation(trial.backup(), 1);
        }
    }

    private static void generation(Machine member, int number) {
        member.shell(
                "sed -i -E 's/\"number\" *: *[0-9]+/\"number\": %d/' /etc/lbprov/generation.json; systemctl restart lbprov-sync"
                        .formatted(number));
    }

    private static double firstHeld(Trial trial, double start) {
        return trial.site().holders().since(start).stream()
                        .filter(Holders.Change::held)
                        .mapToDouble(Holders.Change::time)
                        .findFirst()
                        .orElse(Double.POSITIVE_INFINITY)
                - start;
    }

    /** The power of both goes at once. */
    private static void crash(Trial trial) {
        trial.site().members().stream()
                .map(member -> member.send("crash", Map.of()))
                .toList()
                .forEach(CompletableFuture::join);
        Waiting.until(5, () -> trial.site().holders().current().isEmpty());
    }

    private static List<CompletableFuture<Machine.Answer>> start(Trial trial, double between, List<Integer> order) {
        return order.stream()
                .map(number -> {
                    if (!number.equals(order.get(0))) {
                        Waiting.seconds(between);
                    }
                    return trial.site().member(number).send("boot", Map.of());
                })
                .toList();
    }

    /** For three seconds exactly one member has the virtual IP, but for a hand-over. */
    private static void one(Trial trial, String name) {
        Waiting.seconds(8);
        double from = Holders.now();
        Waiting.seconds(3);
        Holders holders = trial.site().holders();
        boolean one = holders.longest(0, from, Holders.now()) < 0.1 && holders.longest(2, from, Holders.now()) < 0.1;
        trial.figure("cold boot: virtual IP not on exactly one", one ? 0 : 1);
        if (!one) {
            trial.figures().problem("cold boot, %s: the virtual IP is on %s".formatted(name, holders.current()));
        }
    }
}
