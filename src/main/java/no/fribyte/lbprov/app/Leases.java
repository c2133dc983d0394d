package no.fribyte.lbprov.app;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import no.fribyte.lbprov.model.Lease;

/**
 * Makes this run's lease and judges those of others.
 *
 * @param takeOver the run that the operator knows to be dead
 */
record Leases(Surroundings surroundings, Optional<String> takeOver) {
    /** By the clock of this machine: what is written has the node's time. */
    static Lease own(Surroundings surroundings, Instant now) {
        byte[] random = new byte[3];
        ThreadLocalRandom.current().nextBytes(random);
        String run = "%d-%s".formatted(now.getEpochSecond(), HexFormat.of().formatHex(random));
        return new Lease(run, surroundings.user(), surroundings.host(), surroundings.pid(), now, now).takenAt(now);
    }

    /** Whether its process is known to have ended: only on the same machine can lbprov know that by itself. */
    boolean isDead(Lease lease) {
        // a name that many machines have says nothing, and another user's processes may be hidden
        boolean here = lease.host().equals(surroundings.host())
                && lease.user().equals(surroundings.user())
                && !lease.host().equals("localhost");
        boolean own = lease.pid() == surroundings.pid();
        boolean alive =
                ProcessHandle.of(lease.pid()).map(ProcessHandle::isAlive).orElse(false);
        return (here && (own || !alive)) || takeOver.filter(lease.run()::equals).isPresent();
    }
}
