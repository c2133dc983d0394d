package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A Proxmox API token as the inventory refers to it.
 *
 * @param id {@code user@realm!name}
 * @param expires as the admin set it, for a warning in time
 */
public record ApiToken(String id, SecretSource secret, Optional<LocalDate> expires) {
    public ApiToken {
        requireNonNull(id, "id");
        requireNonNull(secret, "secret");
        requireNonNull(expires, "expires");
    }
}
