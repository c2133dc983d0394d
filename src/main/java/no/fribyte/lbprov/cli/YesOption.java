package no.fribyte.lbprov.cli;

import picocli.CommandLine.Option;

/** The answer given beforehand, for commands that change something. */
final class YesOption {
    @Option(
            names = "--yes",
            description = "Do not ask before connections are cut. A destroy takes --confirm all the same.")
    private boolean yes;

    boolean given() {
        return yes;
    }
}
