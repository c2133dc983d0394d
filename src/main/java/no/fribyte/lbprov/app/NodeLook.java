package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.SeenNode;
import no.fribyte.lbprov.proxmox.Bridge;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.StorageStatus;
import no.fribyte.lbprov.proxmox.VmSummary;
import no.fribyte.lbprov.proxmox.Volume;
import no.fribyte.lbprov.step.DeleteVolume;

/** Looks at a node that a member lives on or will live on. */
record NodeLook(NodeApi api, Node node, List<VmSummary> summaries) {
    SeenNode look() {
        Map<String, Set<String>> storages = new LinkedHashMap<>();
        for (StorageStatus storage : api.storages()) {
            if (storage.enabled() && storage.active()) {
                storages.put(storage.name(), storage.content());
            }
        }
        Set<String> bridges = new TreeSet<>();
        api.bridges().stream().map(Bridge::name).forEach(bridges::add);
        Set<VmId> templates = new TreeSet<>();
        summaries.stream()
                .filter(summary -> summary.template() && summary.node().equals(node.name()))
                .map(VmSummary::id)
                .forEach(templates::add);
        return new SeenNode(node.name(), api.version(), storages, bridges, volumes(storages), templates);
    }

    private List<String> volumes(Map<String, Set<String>> storages) {
        List<String> volumes = new ArrayList<>();
        addVolumes(volumes, storages, node.storages().seed(), "iso");
        addVolumes(volumes, storages, node.storages().image(), "import");
        return volumes;
    }

    private void addVolumes(List<String> volumes, Map<String, Set<String>> storages, String storage, String content) {
        if (storages.getOrDefault(storage, Set.of()).contains(content)) {
            api.storage(storage).volumes(content).stream()
                    .filter(volume -> !DeleteVolume.isOverwritten(volume))
                    .map(Volume::id)
                    .forEach(volumes::add);
        }
    }
}
