package no.fribyte.lbprov.app;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the command line says for every command.
 *
 * @param inventory in place of the profile's own, a name or a file
 * @param workspace the folder that holds {@code profiles/}
 * @param trace a file that gets every exchange with Proxmox
 * @param templates a folder to read the guest's templates from, in place of those in the jar
 */
public record AppOptions(
        Optional<String> inventory, Optional<String> workspace, Optional<String> trace, Optional<String> templates) {
    public AppOptions {
        requireNonNull(inventory, "inventory");
        requireNonNull(workspace, "workspace");
        requireNonNull(trace, "trace");
        requireNonNull(templates, "templates");
    }
}
