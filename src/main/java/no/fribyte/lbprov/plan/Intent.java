package no.fribyte.lbprov.plan;

/** What a command wants of a pair. */
public enum Intent {
    CREATE,
    REBUILD,
    DESTROY
}
