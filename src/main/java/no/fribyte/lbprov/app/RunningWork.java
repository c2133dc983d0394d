package no.fribyte.lbprov.app;

import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.ProxmoxClient;
import no.fribyte.lbprov.proxmox.RunningTask;
import no.fribyte.lbprov.proxmox.Upid;

/** Waits for tasks that an earlier run of this token started: found on the nodes, for a journal may be lost. */
record RunningWork(Proxmox proxmox, Pair pair, Place place) {
    private static final Set<String> STORAGE_TASKS = Set.of("imgcopy", "imgdel", "download");

    /** Whether there was something to wait for. */
    boolean await(Set<NodeName> nodes) {
        boolean waited = false;
        for (NodeName node : nodes) {
            ProxmoxClient client = proxmox.client(node);
            List<RunningTask> running = client.tasks().running(node);
            for (RunningTask task : running) {
                if (task.upid().user().equals(client.endpoint().tokenId().value()) && concernsUs(task.upid())) {
                    client.tasks().await(task.upid());
                    waited = true;
                }
            }
        }
        return waited;
    }

    private boolean concernsUs(Upid task) {
        if (STORAGE_TASKS.contains(task.type())) {
            return true;
        }
        if (!task.id().matches("[1-9][0-9]{2,8}")) {
            return false;
        }
        VmId id = new VmId(Integer.parseInt(task.id()));
        return place.vmids().contains(id)
                || pair.members().stream()
                        .anyMatch(member -> member.pinned().filter(id::equals).isPresent());
    }
}
