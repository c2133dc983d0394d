package no.fribyte.lbprov.simulator.world;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a template of a VM: its disks become base images. */
public record MakeTemplate(String node, int vmid) implements Work {
    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(vmid);
    }

    @Override
    public void run(Effects effects) {
        Vm vm = effects.unlockedVm(node, vmid);
        TreeMap<String, String> config = new TreeMap<>(vm.config());
        for (Map.Entry<String, String> entry : vm.config().entrySet()) {
            if (Drive.isKey(entry.getKey())) {
                config.put(entry.getKey(), base(Drive.parse(entry.getValue()), effects));
            }
        }
        config.put("template", "1");
        effects.world().put(vm.withConfig(config));
    }

    private String base(Drive drive, Effects effects) {
        Optional<Volume> volume = effects.world().volume(node, drive.volume());
        if (volume.isEmpty() || drive.isCdrom()) {
            return drive.toString();
        }
        Volume renamed = volume.get().renamed(volume.get().name().replace("vm-" + vmid, "base-" + vmid));
        effects.world().remove(volume.get());
        effects.world().put(renamed);
        return drive.value().withFirst(renamed.volid()).toString();
    }
}
