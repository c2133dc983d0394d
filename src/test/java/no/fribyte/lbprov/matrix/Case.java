package no.fribyte.lbprov.matrix;

/** One field of the matrix: a kind of fault at a call of a scenario. */
record Case(Scenario scenario, Moment at, Kind kind) {
    @Override
    public String toString() {
        return "%s | %s".formatted(at, kind);
    }
}
