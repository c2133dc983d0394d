package no.fribyte.lbprov.plan;

/** What a command wants of a pair, or of a place. */
public enum Intent {
    CREATE,
    REBUILD,
    DESTROY,
    /** Of a place: templates for the pairs that live there. */
    BAKE
}
