package no.fribyte.lbprov.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.plan.Claim;
import no.fribyte.lbprov.plan.SeenVm;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.Proxmox;

/** Asks the running members of a pair how they are. */
record Answers(Proxmox proxmox, Clusters clusters, PairName pair) {
    Map<MemberName, GuestMember.Answer> of(List<SeenVm> vms) {
        Map<MemberName, GuestMember.Answer> answers = new LinkedHashMap<>();
        for (SeenVm vm : vms) {
            if (vm.running()
                    && Claim.of(vm) instanceof Claim.Ours ours
                    && ours.marker().pair().equals(pair)) {
                clusters.nodeApi(proxmox, vm.node())
                        .ifPresent(node -> answers.put(ours.marker().member(), answer(node, vm)));
            }
        }
        return answers;
    }

    private static GuestMember.Answer answer(NodeApi node, SeenVm vm) {
        GuestMember guest = new GuestMember(vm.toString(), node.vm(vm.id()).agent());
        // that nobody reaches the node, or that a right is missing, says nothing about the guest
        Attempt<Boolean> ping = Attempt.of(guest::answers);
        return ping.failure()
                .<GuestMember.Answer>map(failure -> new GuestMember.Answer.Silent(Unreadable.words(failure.problem())))
                .orElseGet(guest::tryStatus);
    }
}
