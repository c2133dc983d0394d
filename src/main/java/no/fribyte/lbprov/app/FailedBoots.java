package no.fribyte.lbprov.app;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.guest.FirstBoot;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.Claim;
import no.fribyte.lbprov.plan.SeenVm;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.Proxmox;

/** Finds VMs under construction whose first boot has failed: cloud-init does not try again, so they are made anew. */
record FailedBoots(Proxmox proxmox, PairName pair) {
    Set<VmId> among(List<SeenVm> vms) {
        Set<VmId> failed = new TreeSet<>();
        for (SeenVm vm : vms) {
            if (vm.running()
                    && Claim.of(vm) instanceof Claim.Ours ours
                    && ours.marker().pair().equals(pair)
                    && ours.marker().state() == Marker.State.BUILDING
                    && hasFailed(vm)) {
                failed.add(vm.id());
            }
        }
        return failed;
    }

    private boolean hasFailed(SeenVm vm) {
        GuestMember guest = new GuestMember(
                vm.toString(), proxmox.node(vm.node()).vm(vm.id()).agent());
        if (!Attempt.of(guest::answers).value().orElse(false)) {
            return false;
        }
        boolean failed = Attempt.of(guest::firstBoot)
                .value()
                .filter(boot -> boot.state() == FirstBoot.State.FAILED)
                .isPresent();
        // after a restart the report is gone, but a member that has its seed behind it is past its first boot
        boolean past = guest.tryStatus() instanceof GuestMember.Answer.Status answer
                && answer.status().cloudInitDisabled();
        return failed && !past;
    }
}
