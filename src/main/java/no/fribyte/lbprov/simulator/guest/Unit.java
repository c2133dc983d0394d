package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

/** What systemd says of a unit, and the configuration that its program read when it was started or reloaded. */
record Unit(State state, String config) {
    enum State {
        ACTIVE,
        /** Stopped by SIGSTOP: systemd sees nothing, but nothing answers. */
        FROZEN,
        INACTIVE,
        FAILED;

        String word() {
            return this == FROZEN ? "active" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Unit {
        requireNonNull(state, "state");
        requireNonNull(config, "config");
    }

    Unit in(State other) {
        return new Unit(other, config);
    }
}
