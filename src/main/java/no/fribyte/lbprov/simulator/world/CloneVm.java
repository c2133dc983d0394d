package no.fribyte.lbprov.simulator.world;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Copies a VM under a new id: new MACs, a new SMBIOS uuid, a cloud-init drive of its own.
 *
 * @param node where the original is
 * @param target where the copy goes
 */
public record CloneVm(
        String node,
        int vmid,
        String target,
        int newId,
        Optional<String> name,
        Optional<String> description,
        Optional<String> storage,
        Optional<String> pool)
        implements Work {
    private static final Set<String> LEFT_OUT = Set.of("lock", "template", "parent", "vmgenid");

    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(newId);
    }

    @Override
    public void run(Effects effects) {
        Vm original = effects.vm(node, vmid);
        Disks disks = new Disks(effects, target, newId);
        TreeMap<String, String> config = new TreeMap<>();
        for (Map.Entry<String, String> entry : original.config().entrySet()) {
            String key = entry.getKey();
            if (LEFT_OUT.contains(key) || key.startsWith("unused")) {
                continue;
            }
            config.put(key, copied(key, entry.getValue(), effects, disks));
        }
        config.put(
                "smbios1", "uuid=" + new UUID(0x5eed_0000_4000L, effects.world().nextSerial()));
        config.put("name", name.orElse("Copy-of-VM-" + original.name()));
        description.ifPresent(text -> config.put("description", text));
        effects.world().put(Vm.stopped(newId, target, config));
        pool.flatMap(effects.world()::pool).ifPresent(to -> effects.world().put(to.with(newId)));
    }

    private String copied(String key, String value, Effects effects, Disks disks) {
        if (key.matches("net\\d+")) {
            return NetDevice.parse(value)
                    .withNewMac(effects.world().nextSerial())
                    .toString();
        }
        if (!Drive.isKey(key)) {
            return value;
        }
        Drive drive = Drive.parse(value);
        Optional<Volume> volume = effects.world().volume(node, drive.volume());
        if (volume.isEmpty() || (drive.isCdrom() && !drive.isCloudInit())) {
            return value;
        }
        String on = storage.orElse(volume.get().storage());
        Volume copy = disks.copy(volume.get(), Disks.Place.of(effects.world(), target, on));
        return drive.value().withFirst(copy.volid()).toString();
    }

    @Override
    public void rollBack(Effects effects) {
        effects.world().removeVm(newId);
    }
}
