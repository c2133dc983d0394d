package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import no.fribyte.lbprov.simulator.world.DeleteVolume;
import no.fribyte.lbprov.simulator.world.Volume;
import no.fribyte.lbprov.simulator.world.WorldSpec.Node;
import no.fribyte.lbprov.simulator.world.WorldSpec.Storage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Storages and what lies on them. */
final class StorageCalls {
    private StorageCalls() {}

    static void addTo(Map<String, Call> calls) {
        String storage = "/nodes/{node}/storage/{storage}";
        calls.put("GET /storage", StorageCalls::configured);
        calls.put("GET /storage/{storage}", StorageCalls::oneConfigured);
        calls.put("GET /nodes/{node}/storage", StorageCalls::list);
        calls.put("GET " + storage, context -> index());
        calls.put("GET " + storage + "/status", StorageCalls::status);
        calls.put("GET " + storage + "/content", StorageCalls::content);
        calls.put("GET " + storage + "/content/{volume}", StorageCalls::volume);
        calls.put("DELETE " + storage + "/content/{volume}", StorageCalls::delete);
    }

    static Storage storage(CallContext context) {
        String name = context.params().required("storage");
        return context.world()
                .spec()
                .storage(context.node(), name)
                .orElseThrow(() -> ApiError.died("storage '" + name + "' does not exist"));
    }

    private static boolean visible(CallContext context, Storage storage) {
        return context.rights().hasAny("/storage/" + storage.name(), "Datastore.Audit", "Datastore.AllocateSpace");
    }

    private static long used(CallContext context, String node, Storage storage) {
        return context.world().volumes().stream()
                .filter(volume -> volume.storage().equals(storage.name()))
                .filter(volume -> volume.node().isEmpty() || volume.node().equals(node))
                .mapToLong(Volume::bytes)
                .sum();
    }

    /** The content types of a storage, as far as the version knows them. */
    private static String contents(CallContext context, Storage storage) {
        return storage.content().stream()
                .filter(type ->
                        !type.equals("import") || context.site().version().importsVolumes())
                .collect(Collectors.joining(","));
    }

    private static JsonNode configured(CallContext context) {
        String type = context.params().text("type").orElse("");
        return context.world().spec().nodes().stream()
                .flatMap(node -> node.storages().stream())
                .filter(storage -> visible(context, storage))
                .filter(storage -> type.isEmpty() || type.equals(storage.type()))
                .collect(
                        Collectors.toMap(Storage::name, storage -> config(context, storage), (a, b) -> a, TreeMap::new))
                .values()
                .stream()
                .collect(Doc.toArray());
    }

    private static JsonNode oneConfigured(CallContext context) {
        String name = context.params().required("storage");
        return context.world().spec().nodes().stream()
                .flatMap(node -> context.world().spec().storage(node.name(), name).stream())
                .findFirst()
                .map(storage -> config(context, storage))
                .orElseThrow(() -> ApiError.died("storage '" + name + "' does not exist"));
    }

    private static JsonNode config(CallContext context, Storage storage) {
        return Doc.object()
                .put("storage", storage.name())
                .put("type", storage.type())
                .put("content", contents(context, storage))
                .put("shared", Doc.flag(storage.shared()))
                .put("digest", "5e1a70420000000000000000000000000000a11e");
    }

    private static JsonNode list(CallContext context) {
        List<String> wanted = context.params().items("content");
        Optional<String> name = context.params().text("storage");
        Node node = context.world().spec().node(context.node()).orElseThrow();
        return node.storages().stream()
                .filter(storage -> visible(context, storage))
                .filter(storage -> name.isEmpty() || name.get().equals(storage.name()))
                .filter(storage ->
                        wanted.isEmpty() || storage.content().stream().anyMatch(wanted::contains))
                .map(storage -> state(context, storage).put("storage", storage.name()))
                .collect(Doc.toArray());
    }

    private static ObjectNode state(CallContext context, Storage storage) {
        long used = used(context, context.node(), storage);
        return Doc.object()
                .put("type", storage.type())
                .put("content", contents(context, storage))
                .put("shared", Doc.flag(storage.shared()))
                .put("active", 1)
                .put("enabled", 1)
                .put("total", storage.bytes())
                .put("used", used)
                .put("avail", storage.bytes() - used)
                .put("used_fraction", (double) used / storage.bytes());
    }

    static List<ObjectNode> summaries(CallContext context, Node node) {
        return node.storages().stream()
                .filter(storage -> visible(context, storage))
                .map(storage -> Doc.object()
                        .put("id", "storage/" + node.name() + "/" + storage.name())
                        .put("type", "storage")
                        .put("node", node.name())
                        .put("storage", storage.name())
                        .put("plugintype", storage.type())
                        .put("content", contents(context, storage))
                        .put("shared", Doc.flag(storage.shared()))
                        .put("status", "available")
                        .put("maxdisk", storage.bytes())
                        .put("disk", used(context, node.name(), storage)))
                .toList();
    }

    private static JsonNode index() {
        return List.of("content", "download-url", "rrd", "rrddata", "status", "upload").stream()
                .map(name -> Doc.object().put("subdir", name))
                .collect(Doc.toArray());
    }

    private static JsonNode status(CallContext context) {
        ObjectNode state = state(context, storage(context));
        state.remove("used_fraction");
        return state;
    }

    private static JsonNode content(CallContext context) {
        Storage storage = storage(context);
        Optional<String> type = context.params().text("content");
        Optional<String> owner = context.params().text("vmid");
        return context.world().volumes().stream()
                .filter(volume -> volume.storage().equals(storage.name()))
                .filter(volume -> volume.node().isEmpty() || volume.node().equals(context.node()))
                .filter(volume -> type.isEmpty() || type.get().equals(volume.content()))
                .filter(volume ->
                        owner.isEmpty() || volume.vmid().map(String::valueOf).equals(owner))
                .filter(volume -> VolumeAccess.mayUse(context, volume, 0))
                .map(StorageCalls::describe)
                .collect(Doc.toArray());
    }

    private static ObjectNode describe(Volume volume) {
        ObjectNode item = Doc.object()
                .put("volid", volume.volid())
                .put("content", volume.content())
                .put("format", volume.format())
                .put("size", volume.bytes())
                .put("ctime", volume.created().getEpochSecond());
        volume.vmid().ifPresent(vmid -> item.put("vmid", vmid));
        return item;
    }

    /** The volume of the path, which may be given with or without its storage. */
    private static Volume found(CallContext context) {
        String storage = context.params().required("storage");
        String name = context.params().required("volume");
        String volid = name.contains(":") ? name : storage + ":" + name;
        if (!volid.startsWith(storage + ":")) {
            throw ApiError.parameter("storage", "storage ID missmatch");
        }
        return context.world()
                .volume(context.node(), volid)
                .orElseThrow(() -> ApiError.died("volume '" + volid + "' does not exist"));
    }

    private static JsonNode volume(CallContext context) {
        Volume volume = found(context);
        VolumeAccess.need(context, volume.volid(), 0);
        return Doc.object()
                .put("path", "/var/lib/vz/" + volume.name())
                .put("size", volume.bytes())
                .put("used", volume.bytes())
                .put("format", volume.format());
    }

    private static JsonNode delete(CallContext context) {
        String storage = context.params().required("storage");
        String name = context.params().required("volume");
        String volid = name.contains(":") ? name : storage + ":" + name;
        Optional<Volume> volume = context.world().volume(context.node(), volid);
        if (volume.flatMap(Volume::vmid).isPresent()) {
            VolumeAccess.need(context, volid, 0);
        } else {
            context.need("/storage/" + storage, "Datastore.Allocate");
        }
        String id = volume.flatMap(Volume::vmid).map(vmid -> vmid + "@").orElse("") + storage;
        JsonNode upid = context.begin(
                context.node(),
                "imgdel",
                id,
                new DeleteVolume(context.node(), volid),
                context.timing().deleteVolume());
        boolean waits = context.params().number("delay", 0) > 0;
        return waits && context.timing().deleteVolume().isZero() ? Doc.nothing() : upid;
    }
}
