package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

/**
 * A member's Ed25519 SSH host key.
 *
 * @param privateKey in OpenSSH's PEM form
 * @param publicKey as in {@code ssh_host_ed25519_key.pub}
 */
public record SshHostKey(Secret privateKey, String publicKey) {
    public SshHostKey {
        requireNonNull(privateKey, "privateKey");
        requireNonNull(publicKey, "publicKey");
    }
}
