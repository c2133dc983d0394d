package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import no.fribyte.lbprov.simulator.world.BootOrder;
import no.fribyte.lbprov.simulator.world.ConfigEdit;
import no.fribyte.lbprov.simulator.world.ConfigureVm;
import no.fribyte.lbprov.simulator.world.Drive;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reading and changing the configuration of a VM. */
final class VmConfigCalls {
    private static final String CONFIG = "/nodes/{node}/qemu/{vmid}/config";
    private static final List<String> NOT_CONFIG = List.of(
            "background_delay",
            "current",
            "delete",
            "digest",
            "force",
            "import-working-storage",
            "node",
            "revert",
            "skiplock",
            "vmid");
    /** Options whose values are numbers in answers. */
    private static final Set<String> NUMBERS = Set.of(
            "acpi",
            "balloon",
            "ciupgrade",
            "cores",
            "cpuunits",
            "kvm",
            "numa",
            "onboot",
            "protection",
            "shares",
            "sockets",
            "tablet",
            "template",
            "vcpus");

    private VmConfigCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET " + CONFIG, VmConfigCalls::read);
        calls.put("PUT " + CONFIG, VmConfigCalls::change);
        calls.put("POST " + CONFIG, VmConfigCalls::changeInTask);
        calls.put("GET /nodes/{node}/qemu/{vmid}/pending", VmConfigCalls::pending);
    }

    static void checkDigest(CallContext context, Vm vm) {
        context.params()
                .text("digest")
                .filter(digest -> !digest.equals(vm.digest()))
                .ifPresent(digest -> {
                    throw ApiError.died("checksum mismatch (file change by other user?)");
                });
    }

    /** The stray quote is Proxmox's. */
    static void checkBoot(String boot, Map<String, String> config) {
        for (String device : BootOrder.devices(boot)) {
            if (!config.containsKey(device)) {
                throw ApiError.died("invalid bootorder: device '" + device + "' does not exist'");
            }
        }
    }

    private static JsonNode read(CallContext context) {
        Vm vm = context.vm();
        TreeMap<String, String> shown = new TreeMap<>(vm.config());
        if (!context.params().flag("current")) {
            shown.keySet().removeAll(vm.pendingDeletes());
            shown.putAll(vm.pending());
        }
        ObjectNode answer = Doc.object();
        shown.forEach((key, value) -> put(answer, key, value));
        return answer.put("digest", vm.digest());
    }

    private static void put(ObjectNode answer, String key, String value) {
        if (NUMBERS.contains(key) && value.matches("-?\\d{1,9}")) {
            answer.put(key, Integer.parseInt(value));
        } else {
            answer.put(key, masked(key, value));
        }
    }

    private static String masked(String key, String value) {
        return key.equals("cipassword") ? "**********" : value;
    }

    private static JsonNode pending(CallContext context) {
        Vm vm = context.vm();
        Set<String> keys = new TreeSet<>(vm.config().keySet());
        keys.addAll(vm.pending().keySet());
        ArrayNode rows = Doc.array();
        for (String key : keys) {
            ObjectNode row = Doc.object().put("key", key);
            vm.option(key).ifPresent(value -> row.put("value", masked(key, value)));
            if (vm.pending().containsKey(key)) {
                row.put("pending", masked(key, vm.pending().getOrDefault(key, "")));
            }
            if (vm.pendingDeletes().contains(key)) {
                row.put("delete", 1);
            }
            rows.add(row);
        }
        rows.add(Doc.object().put("key", "digest").put("value", vm.digest()));
        return rows;
    }

    private static JsonNode change(CallContext context) {
        ConfigEdit edit = checked(context);
        context.waitForLock();
        context.checkUnlocked(context.vm());
        edit.apply(context.effects());
        return Doc.nothing();
    }

    private static JsonNode changeInTask(CallContext context) {
        ConfigEdit edit = checked(context);
        context.checkUnlocked(context.vm());
        boolean waits = context.params().number("background_delay", 0) > 0;
        if (waits && context.timing().configure().isZero()) {
            context.waitForLock();
            edit.apply(context.effects());
            return Doc.nothing();
        }
        return context.beginOnVm(
                "qmconfig", new ConfigureVm(edit), context.timing().configure());
    }

    private static ConfigEdit checked(CallContext context) {
        Params params = context.params();
        Vm vm = context.vm();
        VmCalls.needRoot(context, "skiplock");
        TreeMap<String, String> values = new TreeMap<>(params.without(NOT_CONFIG));
        if (values.containsKey("cdrom")) {
            values.put("ide2", values.remove("cdrom"));
        }
        values.computeIfPresent("tags", (key, tags) -> VmCreateCalls.normal(tags));
        TreeSet<String> deletes = new TreeSet<>(params.items("delete"));
        TreeSet<String> reverts = new TreeSet<>(params.items("revert"));
        for (String key : deletes) {
            if (values.containsKey(key)) {
                throw ApiError.parameter(
                        "delete", "you can't use '-" + key + "' and -delete " + key + "' at the same time");
            }
        }
        checkRights(context, vm, values, deletes);
        context.needQuorum();
        checkDigest(context, vm);
        checkProtection(vm, deletes);
        TreeMap<String, String> after = new TreeMap<>(vm.config());
        after.putAll(values);
        deletes.forEach(after::remove);
        checkBoot(values.getOrDefault("boot", ""), after);
        return new ConfigEdit(context.node(), vm.vmid(), values, deletes, reverts, params.flag("force"));
    }

    private static void checkRights(CallContext context, Vm vm, Map<String, String> values, Set<String> deletes) {
        ConfigRights rights = new ConfigRights(context, vm.vmid(), Optional.empty());
        DriveChecks drives = new DriveChecks(context, vm.vmid());
        values.keySet().forEach(rights::option);
        deletes.forEach(rights::option);
        values.forEach((key, value) -> {
            rights.value(key, value);
            rights.oldNet(vm, key);
            if (Drive.isKey(key)) {
                drives.check(key, Drive.parse(value));
                vm.option(key).map(Drive::parse).ifPresent(rights::drive);
                rights.drive(Drive.parse(value));
            }
        });
        for (String key : deletes) {
            rights.oldNet(vm, key);
            if (Drive.isKey(key) || key.startsWith("unused")) {
                vm.option(key).map(Drive::parse).ifPresent(rights::drive);
            }
        }
        if (values.containsKey("tags") || deletes.contains("tags")) {
            context.need("/vms/" + vm.vmid(), "VM.Config.Options");
        }
    }

    /** Only deleting is checked, so a medium can still be ejected. */
    private static void checkProtection(Vm vm, Set<String> deletes) {
        for (String key : deletes) {
            if (vm.isProtected() && Drive.isKey(key)) {
                throw ApiError.died("can't remove drive '" + key + "' - protection mode enabled");
            }
        }
    }
}
