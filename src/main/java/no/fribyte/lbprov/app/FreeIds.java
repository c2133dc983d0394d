package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.VmSummary;

/** The VMIDs of a place's range that nobody has, not even out of sight of the token. */
record FreeIds(Proxmox proxmox, Place place, Clusters clusters, List<VmSummary> summaries) {
    List<VmId> first(int wanted) {
        Set<VmId> taken = summaries.stream().map(VmSummary::id).collect(Collectors.toSet());
        List<VmId> free = new ArrayList<>();
        int last = place.vmids().last().number();
        for (int number = place.vmids().first().number(); number <= last && free.size() < wanted; number++) {
            VmId id = new VmId(number);
            if (!taken.contains(id) && clusters.isFree(proxmox, id)) {
                free.add(id);
            }
        }
        return free;
    }
}
