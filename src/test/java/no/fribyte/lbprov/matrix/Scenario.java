package no.fribyte.lbprov.matrix;

import java.util.Locale;

/** A command at a place from which it can be run again and again. */
enum Scenario {
    CREATE(Start.NOTHING, "create demo"),
    CREATE_SECOND(Start.FIRST, "create demo"),
    REBUILD_HOLDER(Start.PAIR, "rebuild demo load-balancer-1 --yes"),
    REBUILD_STANDBY(Start.PAIR, "rebuild demo load-balancer-2 --yes"),
    DESTROY(Start.PAIR, "destroy demo --confirm demo"),
    DESTROY_SECOND(Start.PAIR, "destroy demo --member load-balancer-2 --confirm demo"),
    BAKE(Start.NOTHING, "image bake simulator --node pluto --os ubuntu-24.04");

    /** What is there before. */
    enum Start {
        NOTHING,
        FIRST,
        PAIR
    }

    private final Start start;
    private final String command;

    Scenario(Start start, String command) {
        this.start = start;
        this.command = command;
    }

    Start start() {
        return start;
    }

    String[] command() {
        return command.split(" ", -1);
    }

    boolean rebuilds() {
        return this == REBUILD_HOLDER || this == REBUILD_STANDBY;
    }

    /** Two lanes side by side: what happens to both at once strikes the other one anywhere. */
    boolean twoLanes() {
        return this == CREATE || this == DESTROY;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
