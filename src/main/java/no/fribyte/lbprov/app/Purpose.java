package no.fribyte.lbprov.app;

/** What a pair is opened for. */
public enum Purpose {
    /** To make members, for which the vault is needed. */
    BUILD,
    /** To look at it, or to remove it. */
    OTHER
}
