package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import no.fribyte.lbprov.simulator.world.CreateVm;
import no.fribyte.lbprov.simulator.world.Drive;
import no.fribyte.lbprov.simulator.world.HaResource;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;

/** {@code POST /nodes/N/qemu}: what the call itself checks and does before its worker begins. */
final class VmCreateCalls {
    /** Parameters of the call that are no options of the VM. */
    private static final List<String> NOT_CONFIG = List.of(
            "archive",
            "bwlimit",
            "force",
            "ha-managed",
            "import-working-storage",
            "live-restore",
            "node",
            "pool",
            "start",
            "storage",
            "unique",
            "vmid");

    private VmCreateCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("POST /nodes/{node}/qemu", VmCreateCalls::create);
    }

    static void checkPool(CallContext context, String pool) {
        if (context.world().pool(pool).isEmpty()) {
            throw ApiError.forbidden("pool '" + pool + "' does not exist");
        }
    }

    private static JsonNode create(CallContext context) {
        int vmid = context.vmid();
        Params params = context.params();
        Optional<String> pool = params.text("pool");
        pool.ifPresent(name -> checkPool(context, name));
        if (params.text("archive").isPresent()) {
            throw ApiError.notImplemented("the simulator restores no archives");
        }
        mayCreate(context, vmid, pool);
        TreeMap<String, String> config = new TreeMap<>(params.without(NOT_CONFIG));
        if (config.containsKey("cdrom")) {
            config.put("ide2", config.remove("cdrom"));
        }
        checkDrives(context, vmid, config);
        ConfigRights rights = new ConfigRights(context, vmid, pool);
        config.keySet().forEach(rights::option);
        config.forEach(rights::value);
        VmConfigCalls.checkBoot(config.getOrDefault("boot", ""), config);
        if (params.flag("ha-managed")) {
            context.need("/", "Sys.Console");
        }
        if (params.flag("start")
                && !pool.filter(name -> context.may("/pool/" + name, "VM.PowerMgmt"))
                        .isPresent()) {
            context.need("/vms/" + vmid, "VM.PowerMgmt");
        }
        context.needQuorum();
        checkUnused(context, vmid);
        Optional<String> refusal = config.containsKey("tags") ? rights.tags() : Optional.empty();
        identify(context, config);
        // The stub takes the id before the task begins: a second call for it loses at once
        context.world().put(Vm.stopped(vmid, context.node(), Map.of("lock", "create")));
        if (params.flag("ha-managed")) {
            context.world().put(new HaResource(vmid, params.flag("start") ? "started" : "stopped", Map.of()));
        }
        CreateVm work = new CreateVm(context.node(), vmid, config, pool, params.flag("start"), refusal);
        return context.beginOnVm("qmcreate", work, context.timing().create());
    }

    private static void mayCreate(CallContext context, int vmid, Optional<String> pool) {
        boolean viaPool =
                pool.filter(name -> context.may("/pool/" + name, "VM.Allocate")).isPresent();
        if (!viaPool && !context.may("/vms/" + vmid, "VM.Allocate")) {
            throw ApiError.forbidden("");
        }
    }

    private static void checkDrives(CallContext context, int vmid, Map<String, String> config) {
        DriveChecks checks = new DriveChecks(context, vmid);
        config.forEach((key, value) -> {
            if (Drive.isKey(key)) {
                checks.check(key, Drive.parse(value));
            }
        });
    }

    private static void checkUnused(CallContext context, int vmid) {
        context.world().vm(vmid).ifPresent(other -> {
            throw ApiError.died(
                    "unable to create VM " + vmid + " - VM " + vmid + " already exists on node '" + other.node() + "'");
        });
    }

    /** What Proxmox makes up when it is not given. */
    private static void identify(CallContext context, Map<String, String> config) {
        String given = config.getOrDefault("smbios1", "");
        if (!given.contains("uuid=")) {
            String uuid = "uuid=" + made(context);
            config.put("smbios1", given.isEmpty() ? uuid : given + "," + uuid);
        }
        config.putIfAbsent("vmgenid", made(context));
        config.put("meta", "creation-qemu=10.0.2,ctime=" + context.now().getEpochSecond());
        config.computeIfPresent("tags", (key, tags) -> normal(tags));
    }

    private static String made(CallContext context) {
        return new UUID(
                        0x5eed_0000_4000L,
                        0x8000_0000_0000_0000L | context.world().nextSerial())
                .toString();
    }

    /** Tags are stored in lower case, sorted, each once. */
    static String normal(String tags) {
        return List.of(tags.split("[\\s,;]+", -1)).stream()
                .filter(tag -> !tag.isEmpty())
                .map(tag -> tag.toLowerCase(Locale.ROOT))
                .sorted()
                .distinct()
                .collect(Collectors.joining(";"));
    }
}
