package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.VmRef;

/**
 * What keeps a VM of ours from being removed: what lbprov did not make of it, and who else works on it.
 *
 * @param vm the same VM, as problems call it
 */
record Obstacles(SeenVm seen, VmRef vm) {
    /** Why it may not be removed; empty when it may. */
    List<Problem> all() {
        List<Problem> problems = new ArrayList<>();
        List<String> foreign = foreignDrives();
        if (!foreign.isEmpty()) {
            problems.add(obstacle("has disks that lbprov did not make", String.join("; ", foreign))
                    .hint("move or detach them first, for they would be deleted with the VM"));
        }
        if (!seen.snapshots().isEmpty()) {
            problems.add(obstacle("has snapshots that lbprov did not make", String.join(", ", seen.snapshots()))
                    .hint("delete them first, if nobody needs them"));
        }
        if (seen.protection()) {
            problems.add(obstacle("is protected", "its protection flag is set")
                    .hint("qm set %s --protection 0, if it may really be deleted".formatted(seen.id())));
        }
        problems.addAll(hindrances());
        return problems;
    }

    /** Why it may not even be stopped or changed. */
    List<Problem> hindrances() {
        List<Problem> problems = new ArrayList<>();
        if (seen.haManaged()) {
            problems.add(obstacle("is managed by Proxmox HA", "HA would start it again")
                    .hint("ha-manager remove vm:%s; a pair with VRRP needs no HA".formatted(seen.id())));
        }
        seen.lock()
                .ifPresent(lock -> problems.add(obstacle("is locked (%s)".formatted(lock), "Proxmox is working on it")
                        .hint("wait for that task; if none runs any more: qm unlock " + seen.id())));
        return problems;
    }

    /**
     * Our VMs have one disk, {@code scsi0}, and one CD-ROM, {@code ide2}, and a clone may bring its own EFI and TPM state;
     * anything else was added by somebody.
     */
    private List<String> foreignDrives() {
        List<String> foreign = new ArrayList<>();
        for (Map.Entry<String, String> drive : new TreeMap<>(seen.drives()).entrySet()) {
            boolean cdrom =
                    drive.getValue().contains("media=cdrom") || drive.getValue().contains("cloudinit");
            boolean state = drive.getKey().equals("efidisk0") || drive.getKey().equals("tpmstate0");
            if (!drive.getKey().equals("scsi0") && !cdrom && !state) {
                foreign.add(drive.getKey() + ": " + drive.getValue());
            }
        }
        return foreign;
    }

    private Problem obstacle(String what, String why) {
        return new Problem(
                Problem.Severity.ERROR,
                "%s %s".formatted(vm, what),
                Optional.of(why),
                Optional.empty(),
                Optional.empty());
    }
}
