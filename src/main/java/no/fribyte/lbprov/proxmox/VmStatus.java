package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How a VM is now.
 *
 * @param status {@code running} or {@code stopped}
 * @param lock the work that holds it, such as {@code backup} or {@code clone}
 * @param haManaged the cluster starts and stops it; start and stop then only file a request
 * @param qmpStatus finer than status: {@code running}, {@code paused}, {@code prelaunch}, ...
 * @param agent the running VM has a channel for the guest agent
 */
public record VmStatus(
        String status,
        Optional<String> name,
        Optional<String> lock,
        boolean haManaged,
        Optional<String> qmpStatus,
        boolean agent,
        Duration uptime) {

    public VmStatus {
        requireNonNull(status, "status");
    }

    public boolean isRunning() {
        return status.equals("running");
    }

    static VmStatus of(Row row) {
        return new VmStatus(
                row.need("status"),
                row.text("name"),
                row.text("lock"),
                row.row("ha").flag("managed"),
                row.text("qmpstatus"),
                row.flag("agent"),
                Duration.ofSeconds(row.number("uptime").orElse(0)));
    }
}
