package no.fribyte.lbprov.view;

import no.fribyte.lbprov.guest.Sync;

/** Whether a member hears its partner, in one line of its box. */
final class PartnerRow {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private PartnerRow() {}

    static String of(Sync sync) {
        return "partner     "
                + (sync.answers() ? sync.partner().map(PartnerRow::heard).orElse("never heard") : "sync is down");
    }

    private static String heard(Sync.Partner partner) {
        if (!partner.isHeard()) {
            return "not heard for " + span(partner.heardAge());
        }
        return partner.healthy() ? "heard, healthy" : "heard, not healthy";
    }

    /** Coarse, so that it fits. */
    private static String span(long seconds) {
        if (seconds < 2 * MINUTE) {
            return seconds + " s";
        }
        return seconds < 2 * HOUR ? seconds / MINUTE + " min" : seconds / HOUR + " h";
    }
}
