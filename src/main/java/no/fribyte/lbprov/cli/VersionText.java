package no.fribyte.lbprov.cli;

import no.fribyte.lbprov.app.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"lbprov " + Version.current()};
    }
}
