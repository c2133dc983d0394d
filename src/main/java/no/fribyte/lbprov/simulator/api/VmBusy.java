package no.fribyte.lbprov.simulator.api;

import java.time.Duration;

/** A synchronous call needs a VM's lock file, which a task holds for a while. */
final class VmBusy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int vmid;
    private final Duration left;

    VmBusy(int vmid, Duration left) {
        super(null, null, false, false);
        this.vmid = vmid;
        this.left = left;
    }

    Duration left() {
        return left;
    }

    ApiError timedOut() {
        return ApiError.died("can't lock file '/var/lock/qemu-server/lock-" + vmid + ".conf' - got timeout");
    }
}
