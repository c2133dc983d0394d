package no.fribyte.lbprov.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.Upid;
import no.fribyte.lbprov.step.VmRef;

/** A run's tasks that were begun before the step came that waits for them. */
final class BegunTasks {
    private final Proxmox proxmox;
    private final Map<VmRef, Attempt<Upid>> begun = new ConcurrentHashMap<>();

    BegunTasks(Proxmox proxmox) {
        this.proxmox = proxmox;
    }

    void put(VmRef vm, Attempt<Upid> started) {
        begun.put(vm, started);
    }

    /** What was begun on a VM; whoever asks deals with it. */
    Optional<Attempt<Upid>> take(VmRef vm) {
        return Optional.ofNullable(begun.remove(vm));
    }

    /** Waits for those that no step will wait for any more: until their end nothing can be written to their VMs. */
    void settle() {
        for (VmRef vm : List.copyOf(begun.keySet())) {
            take(vm).flatMap(Attempt::value)
                    .ifPresent(task ->
                            Attempt.of(() -> proxmox.client(task.node()).tasks().await(task)));
        }
    }
}
