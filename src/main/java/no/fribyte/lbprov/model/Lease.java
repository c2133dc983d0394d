package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who is working on a member, and until when others keep away. Its times are those of the node that the VM is on, the one
 * clock that all who see the VM have in common.
 *
 * @param run the id of the run
 * @param user the operator's login
 * @param host the machine lbprov runs on
 * @param pid lbprov's process there; a dead one gives the lease up at once on the same host
 * @param since when the run took the VM
 * @param until when the lease ends by itself
 */
public record Lease(String run, String user, String host, long pid, Instant since, Instant until) {
    /** Much longer than any single wait without a look at the clock. */
    public static final Duration TERM = Duration.ofMinutes(30);

    public Lease {
        requireNonNull(run, "run");
        requireNonNull(user, "user");
        requireNonNull(host, "host");
        requireNonNull(since, "since");
        requireNonNull(until, "until");
        if ((run + user + host).chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("a lease is written as one line of words");
        }
    }

    /** The same for a VM that is taken now. */
    public Lease takenAt(Instant now) {
        return new Lease(run, user, host, pid, now.truncatedTo(ChronoUnit.SECONDS), end(now));
    }

    /** The same for a VM that was taken before. */
    public Lease renewedAt(Instant now) {
        return new Lease(run, user, host, pid, since, end(now));
    }

    /** Whether the same run took it. */
    public boolean isOf(Lease other) {
        return run.equals(other.run);
    }

    /** Who and since when, to follow a name: "root@desk since ... (run ...)". */
    public String words() {
        return "%s@%s is at it since %s, and keeps it until %s (process %d, run %s)"
                .formatted(user, host, since, until, pid, run);
    }

    private static Instant end(Instant now) {
        return now.plus(TERM).truncatedTo(ChronoUnit.SECONDS);
    }
}
