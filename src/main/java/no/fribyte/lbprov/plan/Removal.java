package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.DeleteVolume;
import no.fribyte.lbprov.step.DestroyVm;
import no.fribyte.lbprov.step.SeedName;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StopVm;
import no.fribyte.lbprov.step.VmRef;

/** Removes a VM of ours, after a look at everything on it that lbprov did not make. */
final class Removal {
    private final OwnVm own;
    private final Place place;
    private final VmRef vm;

    Removal(OwnVm own, Place place) {
        this.own = own;
        this.place = place;
        this.vm = new VmRef(own.vm().node(), own.vm().id(), own.marker().member(), place.pool());
    }

    VmRef vm() {
        return vm;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (own.vm().running()) {
            steps.add(new StopVm(vm));
        }
        steps.add(destroy());
        return steps;
    }

    /** The VM and the seed that may wait for it; stopped before only if it may be running by then. */
    List<Step> steps(boolean mayRun) {
        return mayRun ? stepsAndSeed() : deletion();
    }

    /** The same, with the seed that waits for a VM under construction. */
    List<Step> stepsAndSeed() {
        List<Step> steps = new ArrayList<>(steps());
        steps.addAll(seed());
        return steps;
    }

    /** For a VM that is stopped by then. */
    private List<Step> deletion() {
        List<Step> steps = new ArrayList<>(List.of(destroy()));
        steps.addAll(seed());
        return steps;
    }

    DestroyVm destroy() {
        return new DestroyVm(vm, own.marker());
    }

    private List<Step> seed() {
        if (!own.underConstruction()) {
            return List.of();
        }
        SeedName seed = new SeedName(
                own.marker().pair(), own.marker().member(), own.marker().incarnation());
        return place.nodes().stream()
                .filter(node -> node.name().equals(own.vm().node()))
                .map(node -> new DeleteVolume(node.name(), node.storages().seed() + ":iso/" + seed.fileName(), "seed"))
                .<Step>map(step -> step)
                .toList();
    }

    /** Why it may not be removed; empty when it may. */
    List<Problem> obstacles() {
        List<Problem> problems = new ArrayList<>();
        List<String> foreign = foreignDrives();
        if (!foreign.isEmpty()) {
            problems.add(obstacle("has disks that lbprov did not make", String.join("; ", foreign))
                    .hint("move or detach them first, for they would be deleted with the VM"));
        }
        if (!own.vm().snapshots().isEmpty()) {
            problems.add(obstacle(
                            "has snapshots that lbprov did not make",
                            String.join(", ", own.vm().snapshots()))
                    .hint("delete them first, if nobody needs them"));
        }
        if (own.vm().protection()) {
            problems.add(obstacle("is protected", "its protection flag is set")
                    .hint("qm set %s --protection 0, if it may really be deleted"
                            .formatted(own.vm().id())));
        }
        problems.addAll(hindrances());
        return problems;
    }

    /** Why it may not even be stopped or changed. */
    List<Problem> hindrances() {
        List<Problem> problems = new ArrayList<>();
        if (own.vm().haManaged()) {
            problems.add(obstacle("is managed by Proxmox HA", "HA would start it again")
                    .hint("ha-manager remove vm:%s; a pair with VRRP needs no HA"
                            .formatted(own.vm().id())));
        }
        own.vm()
                .lock()
                .ifPresent(lock -> problems.add(obstacle("is locked (%s)".formatted(lock), "Proxmox is working on it")
                        .hint("wait for that task; if none runs any more: qm unlock "
                                + own.vm().id())));
        return problems;
    }

    /**
     * Our VMs have one disk, {@code scsi0}, and one CD-ROM, {@code ide2}, and a clone may bring its own EFI and TPM state;
     * anything else was added by somebody.
     */
    private List<String> foreignDrives() {
        List<String> foreign = new ArrayList<>();
        for (Map.Entry<String, String> drive : new TreeMap<>(own.vm().drives()).entrySet()) {
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
