package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Who is working on a member, and until when others keep away.
 *
 * @param run the id of the run
 * @param user the operator's login
 * @param host the machine lbprov runs on
 * @param pid lbprov's process there; a dead one gives the lease up at once on the same host
 * @param until when the lease ends by itself
 */
public record Lease(String run, String user, String host, long pid, Instant until) {
    public Lease {
        requireNonNull(run, "run");
        requireNonNull(user, "user");
        requireNonNull(host, "host");
        requireNonNull(until, "until");
        if ((run + user + host).chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("a lease is written as one line of words");
        }
    }
}
