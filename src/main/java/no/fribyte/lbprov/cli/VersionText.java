package no.fribyte.lbprov.cli;

import no.fribyte.lbprov.app.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }

    static String line() {
        return "lbprov " + Version.current();
    }

    /** Whether a line asks for nothing else; then nothing else has to be loaded. */
    static boolean isAskedForAlone(String... line) {
        return line.length == 1 && (line[0].equals("--version") || line[0].equals("-V"));
    }
}
