package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A setting that differs from what the running VM has. */
public record PendingChange(String key, Optional<String> current, Optional<String> pending, boolean deleted) {
    public PendingChange {
        requireNonNull(key, "key");
        requireNonNull(current, "current");
        requireNonNull(pending, "pending");
    }

    boolean isChange() {
        return deleted || pending.isPresent();
    }

    static PendingChange of(Row row) {
        // delete is 1, or 2 when it was forced
        boolean deleted = row.number("delete").orElse(0) > 0;
        return new PendingChange(row.need("key"), row.text("value"), row.text("pending"), deleted);
    }
}
