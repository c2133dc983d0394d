package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

/**
 * How a VM is now.
 *
 * @param status {@code running} or {@code stopped}
 * @param haManaged the cluster starts and stops it; start and stop then only file a request
 */
public record VmStatus(String status, boolean haManaged) {
    public VmStatus {
        requireNonNull(status, "status");
    }

    public boolean isRunning() {
        return status.equals("running");
    }

    static VmStatus of(Row row) {
        return new VmStatus(row.need("status"), row.row("ha").flag("managed"));
    }
}
