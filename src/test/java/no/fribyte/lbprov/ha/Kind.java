package no.fribyte.lbprov.ha;

/** Whose configuration the members run. */
enum Kind {
    /** What lbprov renders. */
    RENDERED,
    /** A pair set up by hand, as the baseline: VRRP version 2, a check for haproxy's name, no sync, no firewall. */
    HAND_MADE
}
