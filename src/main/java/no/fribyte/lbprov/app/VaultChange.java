package no.fribyte.lbprov.app;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What became of a vault that was made or added to.
 *
 * @param vault its file
 * @param identity the file that opens it
 * @param recipients who can open it that could not before; none for a new vault
 * @param hostKeys the members that got one that had none before; none for a new vault
 */
public record VaultChange(String vault, String identity, List<String> recipients, List<String> hostKeys) {
    public VaultChange {
        requireNonNull(vault, "vault");
        requireNonNull(identity, "identity");
        recipients = List.copyOf(recipients);
        hostKeys = List.copyOf(hostKeys);
    }
}
