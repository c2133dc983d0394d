package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A part of a boot that is still to come, and when it is over. */
record PendingStage(Stage stage, Instant at) {
    /** What happens between power-on and a guest that serves. */
    enum Stage {
        /** A new instance: network, identity, files and the packages named in the user-data. */
        CLOUD_INIT,
        /** The member's own packages. */
        PACKAGES,
        /** The member's services in their order. */
        SERVICES,
        /** A boot of an instance that is known already: what is enabled is started. */
        LATER_BOOT
    }

    PendingStage {
        requireNonNull(stage, "stage");
        requireNonNull(at, "at");
    }
}
