package no.fribyte.lbprov.app;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import no.fribyte.lbprov.model.Lease;

/** Makes this run's lease and judges those of others. */
final class Leases {
    /** Longer than a first boot with packages takes. */
    private static final Duration TERM = Duration.ofMinutes(30);

    private Leases() {}

    static Lease own(Surroundings surroundings, Instant now) {
        byte[] random = new byte[3];
        ThreadLocalRandom.current().nextBytes(random);
        String run = "%d-%s".formatted(now.getEpochSecond(), HexFormat.of().formatHex(random));
        return new Lease(
                run,
                surroundings.user(),
                surroundings.host(),
                surroundings.pid(),
                Instant.ofEpochSecond(now.plus(TERM).getEpochSecond()));
    }

    /** Whether its process is known to have ended: only on the same machine can that be known. */
    static boolean isDead(Lease lease, Surroundings surroundings) {
        boolean here = lease.host().equals(surroundings.host());
        boolean own = lease.pid() == surroundings.pid();
        boolean alive =
                ProcessHandle.of(lease.pid()).map(ProcessHandle::isAlive).orElse(false);
        return here && (own || !alive);
    }
}
