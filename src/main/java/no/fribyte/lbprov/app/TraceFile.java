package no.fribyte.lbprov.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import no.fribyte.lbprov.problem.DiskWords;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Trace;

/** The file of {@code --trace}: for the user alone, since it holds whatever the nodes answered. */
final class TraceFile {
    private TraceFile() {}

    static Trace open(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Trace.to(file);
        } catch (IOException e) {
            throw refused(file, DiskWords.of(e));
        } catch (UncheckedIOException e) {
            throw refused(file, DiskWords.of(e));
        }
    }

    private static LbprovException refused(Path file, String reason) {
        return new LbprovException(
                ExitStatus.USAGE,
                Problem.error("cannot write the trace " + file)
                        .because(reason)
                        .hint("--trace with a file that you may write"));
    }
}
