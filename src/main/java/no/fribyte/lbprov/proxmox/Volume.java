package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import no.fribyte.lbprov.model.VmId;

/** A disk or file on a storage, such as {@code local:iso/seed.iso}. */
public record Volume(
        String id, String content, String format, long size, Optional<VmId> owner, Optional<Instant> created) {

    public Volume {
        requireNonNull(id, "id");
        requireNonNull(owner, "owner");
        requireNonNull(created, "created");
    }

    static Volume of(Row row) {
        return new Volume(
                row.need("volid"),
                row.text("content").orElse("unknown"),
                row.text("format").orElse("unknown"),
                row.number("size").orElse(0),
                row.text("vmid").filter(id -> !id.equals("0")).map(id -> row.vmId("vmid")),
                row.text("ctime")
                        .map(seconds ->
                                Instant.ofEpochSecond(row.number("ctime").orElse(0))));
    }
}
