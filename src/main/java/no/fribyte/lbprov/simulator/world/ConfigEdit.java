package no.fribyte.lbprov.simulator.world;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A change of a VM's configuration. What a running VM cannot take up at once waits in its pending values.
 *
 * @param force destroys the disks that are deleted instead of keeping them as unused
 */
public record ConfigEdit(
        String node,
        int vmid,
        SortedMap<String, String> values,
        SortedSet<String> deletes,
        SortedSet<String> reverts,
        boolean force) {
    /** Options that take effect without a restart of the VM. */
    private static final Set<String> IMMEDIATE = Set.of(
            "cpulimit",
            "cpuunits",
            "description",
            "hookscript",
            "lock",
            "migrate_downtime",
            "migrate_speed",
            "name",
            "onboot",
            "protection",
            "shares",
            "startup",
            "tags");

    public void apply(Effects effects) {
        Vm vm = effects.vm(node, vmid);
        TreeMap<String, String> config = new TreeMap<>(vm.config());
        TreeMap<String, String> pending = new TreeMap<>(vm.pending());
        TreeSet<String> pendingDeletes = new TreeSet<>(vm.pendingDeletes());
        pending.keySet().removeAll(reverts);
        pendingDeletes.removeAll(reverts);
        Disks disks = new Disks(effects, node, vmid);
        for (String key : deletes) {
            pending.remove(key);
            if (vm.isRunning() && config.containsKey(key) && !deletesHot(key)) {
                pendingDeletes.add(key);
            } else {
                remove(config, key, disks);
            }
        }
        for (String key : bootLast(values.keySet())) {
            String value = provided(key, values.getOrDefault(key, ""), effects, disks);
            pendingDeletes.remove(key);
            if (vm.isRunning() && !changesHot(key, config, value)) {
                if (value.equals(config.get(key))) {
                    pending.remove(key);
                } else {
                    pending.put(key, value);
                }
            } else {
                pending.remove(key);
                set(config, key, value, disks);
            }
        }
        Vm changed = vm.withConfig(config).withPending(pending, pendingDeletes);
        effects.world().put(changed);
        new Machines(effects.world(), effects.files()).of(changed).ifPresent(effects.guests()::change);
    }

    /** A boot order that is given is not added to by the drives that come with it. */
    private static List<String> bootLast(Set<String> keys) {
        return keys.stream()
                .sorted(Comparator.comparing((String key) -> key.equals("boot")).thenComparing(key -> key))
                .toList();
    }

    private static String provided(String key, String value, Effects effects, Disks disks) {
        if (Drive.isKey(key)) {
            return disks.provide(Drive.parse(value)).toString();
        }
        if (key.matches("net\\d+")) {
            NetDevice net = NetDevice.parse(value);
            return (net.mac().isEmpty() ? net.withNewMac(effects.world().nextSerial()) : net).toString();
        }
        return value;
    }

    private static boolean deletesHot(String key) {
        // ide and sata drives cannot be unplugged: they stay until the VM is stopped
        return IMMEDIATE.contains(key) || key.matches("(net|scsi|virtio|unused)\\d+");
    }

    private static boolean changesHot(String key, Map<String, String> config, String value) {
        if (IMMEDIATE.contains(key) || key.matches("(net|unused)\\d+")) {
            return true;
        }
        if (!Drive.isKey(key)) {
            return false;
        }
        String old = config.get(key);
        if (old == null) {
            return key.matches("(scsi|virtio)\\d+");
        }
        // a medium is changed at once, and an empty drive ejects it by force
        boolean medium = Drive.parse(old).isCdrom() && Drive.parse(value).isCdrom();
        return medium || Drive.parse(old).volume().equals(Drive.parse(value).volume());
    }

    private void remove(Map<String, String> config, String key, Disks disks) {
        if (!config.containsKey(key)) {
            return;
        }
        if (Drive.isKey(key) || key.startsWith("unused")) {
            disks.detach(config, key, force);
            config.computeIfPresent("boot", (name, boot) -> BootOrder.without(boot, key));
        } else {
            config.remove(key);
        }
    }

    static void set(Map<String, String> config, String key, String value, Disks disks) {
        String old = config.get(key);
        boolean drive = Drive.isKey(key);
        if (drive
                && old != null
                && !Drive.parse(old).volume().equals(Drive.parse(value).volume())) {
            disks.detach(config, key, false);
        }
        config.put(key, value);
        if (drive && old == null) {
            config.computeIfPresent("boot", (name, boot) -> BootOrder.with(boot, key));
        }
        if (drive) {
            String volume = Drive.parse(value).volume();
            config.entrySet()
                    .removeIf(entry -> entry.getKey().startsWith("unused")
                            && entry.getValue().equals(volume));
        }
    }

    /** What waits for a power cycle takes effect: at every start and stop. */
    static void applyPending(Effects effects, Vm vm) {
        if (vm.pending().isEmpty() && vm.pendingDeletes().isEmpty()) {
            return;
        }
        TreeMap<String, String> config = new TreeMap<>(vm.config());
        Disks disks = new Disks(effects, vm.node(), vm.vmid());
        ConfigEdit edit =
                new ConfigEdit(vm.node(), vm.vmid(), vm.pending(), vm.pendingDeletes(), new TreeSet<>(), false);
        vm.pendingDeletes().forEach(key -> edit.remove(config, key, disks));
        vm.pending().forEach((key, value) -> set(config, key, value, disks));
        effects.world().put(vm.withConfig(config).withPending(new TreeMap<>(), new TreeSet<>()));
    }
}
