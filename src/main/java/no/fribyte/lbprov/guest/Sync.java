package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a member's sync service thinks of itself and of the partner.
 *
 * @param healthy whether nothing essential fails; unknown while the service does not answer
 * @param degraded what fails while the member keeps the virtual IPs all the same
 * @param partner if it was ever heard
 */
public record Sync(boolean active, Optional<Boolean> healthy, Optional<String> degraded, Optional<Partner> partner) {
    /** After so many seconds of silence a member decides without its partner. */
    private static final long AWAY = 2;

    /**
     * What the partner said last.
     *
     * @param heardAge seconds since then
     */
    public record Partner(long heardAge, boolean healthy, int generation, int incarnation) {
        public boolean isHeard() {
            return heardAge <= AWAY;
        }
    }

    public Sync {
        requireNonNull(healthy, "healthy");
        requireNonNull(degraded, "degraded");
        requireNonNull(partner, "partner");
    }

    /** Whether the service said something just now. */
    public boolean answers() {
        return active && healthy.isPresent();
    }
}
