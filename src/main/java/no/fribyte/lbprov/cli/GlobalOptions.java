package no.fribyte.lbprov.cli;

import java.util.List;
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

    @Option(
            names = "--yes",
            scope = ScopeType.INHERIT,
            description = "Do not ask before connections are cut. A destroy takes --confirm all the same.")
    private boolean yes;

    AppOptions forApp() {
        return new AppOptions(inventory, workspace, trace, templates);
    }

    boolean json() {
        return output == Output.json;
    }

    boolean yes() {
        return yes;
    }

    boolean noColor() {
        return noColor;
    }

    boolean stacktrace() {
        return stacktrace;
    }

    /** What has to be said again for another command to mean the same pair at the same place. */
    String again() {
        return inventory.map(name -> " --inventory " + quoted(name)).orElse("")
                + workspace.map(folder -> " --workspace " + quoted(folder)).orElse("");
    }

    /** As a shell takes it for one word. */
    static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Whether a command line that could not be understood asks for a document. */
    static boolean wantsJson(String... words) {
        List<String> line = List.of(words);
        int option = line.indexOf("--output");
        boolean apart =
                option >= 0 && option + 1 < line.size() && line.get(option + 1).equals("json");
        return apart || line.contains("--output=json");
    }
}
