package no.fribyte.lbprov.cli;

import java.util.Optional;
import no.fribyte.lbprov.app.AppOptions;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, anywhere on the line. */
final class GlobalOptions {
    /** How results are printed. */
    enum Output {
        text,
        json
    }

    @Option(
            names = "--inventory",
            paramLabel = "NAME|FILE",
            scope = ScopeType.INHERIT,
            description = "Inventory in place of the one that the profile names.")
    private Optional<String> inventory = Optional.empty();

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder that holds profiles/ and inventory/; else the nearest one upwards.")
    private Optional<String> workspace = Optional.empty();

    @Option(
            names = "--templates",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder with the guest's templates, in place of the built-in ones.")
    private Optional<String> templates = Optional.empty();

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Write every exchange with Proxmox to FILE, a JSON object a line, secrets masked.")
    private Optional<String> trace = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "text|json",
            scope = ScopeType.INHERIT,
            defaultValue = "text",
            description = "How results are printed on stdout: ${COMPLETION-CANDIDATES}.")
    private Output output = Output.text;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours; as with NO_COLOR set.")
    private boolean noColor;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Show the stack trace of a bug.")
    private boolean stacktrace;

    @Option(names = "--yes", scope = ScopeType.INHERIT, description = "Do not ask before connections are cut.")
    private boolean yes;

    AppOptions forApp() {
        return new AppOptions(inventory, workspace, trace, templates);
    }

    boolean json() {
        return output == Output.json;
    }

    boolean noColor() {
        return noColor;
    }

    boolean stacktrace() {
        return stacktrace;
    }

    boolean yes() {
        return yes;
    }
}
