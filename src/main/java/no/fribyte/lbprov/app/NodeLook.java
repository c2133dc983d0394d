package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.fribyte.lbprov.doctor.Need;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.SeenNode;
import no.fribyte.lbprov.proxmox.Bridge;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.StorageStatus;
import no.fribyte.lbprov.proxmox.VmSummary;
import no.fribyte.lbprov.proxmox.Volume;
import no.fribyte.lbprov.step.BridgePort;
import no.fribyte.lbprov.step.DeleteVolume;
import no.fribyte.lbprov.step.Right;

/** Looks at a node of the inventory. */
record NodeLook(NodeApi api, Node node, List<VmSummary> summaries) {
    /** All that matters on a node that a member lives on or will live on. */
    SeenNode whole() {
        return whole(api.storages(), api.bridges());
    }

    /** The same with what was asked for already. */
    SeenNode whole(List<StorageStatus> listed, List<Bridge> plugged) {
        Map<String, Set<String>> storages = usable(listed);
        Set<String> bridges = new TreeSet<>();
        plugged.stream().map(Bridge::name).forEach(bridges::add);
        List<String> volumes = new ArrayList<>();
        addVolumes(volumes, storages, node.storages().seed(), "iso");
        addVolumes(volumes, storages, node.storages().image(), "import");
        return new SeenNode(node.name(), api.version(), storages, bridges, volumes, templates());
    }

    /** The cards of those that a pair may be cloned from: the copy has them too, at first. */
    Map<VmId, Set<BridgePort>> templates() {
        Map<VmId, Set<BridgePort>> templates = new LinkedHashMap<>();
        summaries.stream()
                .filter(summary -> summary.template() && summary.node().equals(node.name()))
                .forEach(summary -> templates.put(summary.id(), ports(summary.id())));
        return templates;
    }

    private Set<BridgePort> ports(VmId template) {
        if (!node.images().containsValue(new ImageSource.Template(template))) {
            return Set.of();
        }
        return api.vm(template).config().stream()
                .flatMap(config -> config.nics().values().stream())
                .flatMap(nic -> BridgePort.of(nic).stream())
                .collect(Collectors.toSet());
    }

    /** What looking at storages takes. Of a bridge the right to use it will do, and of a VM what changing it takes as well. */
    static List<Need> needs(Node node) {
        return Stream.of(
                        node.storages().disk(),
                        node.storages().seed(),
                        node.storages().image())
                .distinct()
                .map(storage -> new Need(
                        Right.storage(node.name(), storage, "Datastore.Audit|Datastore.AllocateSpace"),
                        "see storage %s and what is on it, on %s".formatted(storage, node.name()),
                        true))
                .toList();
    }

    /** Only the volumes that seeds are among: a member that has moved away may have left one. */
    SeenNode seeds() {
        return SeenNode.searched(node.name(), volumes(node.storages().seed(), "iso"));
    }

    private static Map<String, Set<String>> usable(List<StorageStatus> listed) {
        Map<String, Set<String>> storages = new LinkedHashMap<>();
        for (StorageStatus storage : listed) {
            if (storage.enabled() && storage.active()) {
                storages.put(storage.name(), storage.content());
            }
        }
        return storages;
    }

    private void addVolumes(List<String> volumes, Map<String, Set<String>> storages, String storage, String content) {
        if (storages.getOrDefault(storage, Set.of()).contains(content)) {
            volumes.addAll(volumes(storage, content));
        }
    }

    private List<String> volumes(String storage, String content) {
        return api.storage(storage).volumes(content).stream()
                .filter(volume -> !DeleteVolume.isOverwritten(volume))
                .map(Volume::id)
                .toList();
    }
}
