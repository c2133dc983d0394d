package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.ProxmoxClient;
import no.fribyte.lbprov.proxmox.RunningTask;
import no.fribyte.lbprov.proxmox.Upid;

/** Tasks that an earlier run of this token started: found on the nodes, for a journal may be lost. */
record RunningWork(Proxmox proxmox, OwnIds ids, Place place, Consumer<String> notices) {
    private static final Set<String> STORAGE_TASKS = Set.of("imgcopy", "imgdel", "download");

    /** Waits for them; tells whether there was something to wait for. */
    boolean await(Set<NodeName> nodes) {
        boolean waited = false;
        for (NodeName node : nodes) {
            for (Upid task : ours(node)) {
                notices.accept("waiting for a task of an earlier run: " + words(task));
                proxmox.client(node).tasks().await(task);
                waited = true;
            }
        }
        return waited;
    }

    /** Names them, without waiting; a node that does not say what runs is passed over. */
    List<String> look(Set<NodeName> nodes) {
        List<String> work = new ArrayList<>();
        for (NodeName node : nodes) {
            Attempt.of(() -> ours(node)).value().orElse(List.of()).forEach(task -> work.add(words(task)));
        }
        return work;
    }

    private List<Upid> ours(NodeName node) {
        ProxmoxClient client = proxmox.client(node);
        return client.tasks().running(node).stream()
                .map(RunningTask::upid)
                .filter(task -> task.user().equals(client.endpoint().tokenId().value()))
                .filter(this::concernsUs)
                .toList();
    }

    private static String words(Upid task) {
        return "%s %s on %s".formatted(task.type(), task.id(), task.node());
    }

    private boolean concernsUs(Upid task) {
        if (STORAGE_TASKS.contains(task.type())) {
            return true;
        }
        if (!task.id().matches("[1-9][0-9]{2,8}")) {
            return false;
        }
        VmId id = new VmId(Integer.parseInt(task.id()));
        // a clone runs under the number of its template, and until it ends the new VM does not say whose it is
        return ids.contains(id) || (task.type().equals("qmclone") && isTemplate(id));
    }

    private boolean isTemplate(VmId id) {
        return place.nodes().stream()
                .flatMap(node -> node.images().values().stream())
                .anyMatch(image -> image instanceof ImageSource.Template template
                        && template.id().equals(id));
    }
}
