package no.fribyte.lbprov.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.simulator.world.Volume;
import no.fribyte.lbprov.support.Place;

/**
 * All VMs with their configuration, and all volumes, with names in place of VMIDs and without what differs from one
 * incarnation to the next: what "the same pair" means.
 */
record Shape(List<String> lines) {
    /** The VM that somebody else makes in between. */
    static final String STRANGER = "someone-elses";

    private static final long BLANK = 1024;

    /** Made up by Proxmox for each VM, or by lbprov for each incarnation. */
    private static final Set<String> OF_ONE_VM = Set.of("meta", "vmgenid", "smbios1", "description");

    static Shape of(Place place) {
        List<String> lines = new ArrayList<>();
        Map<String, String> names = new LinkedHashMap<>();
        List<Vm> all = new ArrayList<>(place.vms());
        all.addAll(place.bakedTemplates());
        for (Vm vm : all) {
            names.put("base-" + vm.vmid() + "-", "base-" + vm.name() + "-");
            names.put("vm-" + vm.vmid() + "-", "vm-" + vm.name() + "-");
        }
        for (Vm vm : all) {
            if (!vm.name().equals(STRANGER)) {
                lines.add("%s on %s, running: %s".formatted(vm.name(), vm.node(), vm.isRunning()));
                vm.config().forEach((key, value) -> {
                    if (!OF_ONE_VM.contains(key)) {
                        lines.add("%s %s=%s".formatted(vm.name(), key, renamed(value, names)));
                    }
                });
                lines.add("%s is %s".formatted(vm.name(), marked(vm)));
            }
        }
        Set<String> volumes = new TreeSet<>();
        for (String node : place.simulator().endpoints().keySet()) {
            for (Volume volume : place.simulator().world(node).volumes()) {
                // what may not be deleted is overwritten
                if (!volume.content().equals("iso") || volume.bytes() > BLANK) {
                    volumes.add("volume %s on %s".formatted(renamed(volume.volid(), names), volume.node()));
                }
            }
        }
        lines.addAll(volumes);
        return new Shape(lines.stream().sorted().toList());
    }

    Shape withoutLeases() {
        return new Shape(
                lines.stream().map(line -> line.replaceAll(", lease .*", "")).toList());
    }

    private static String renamed(String text, Map<String, String> names) {
        String renamed = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            renamed = renamed.replace(name.getKey(), name.getValue());
        }
        return renamed;
    }

    private static String marked(Vm vm) {
        MarkerText.Reading reading = MarkerText.read(vm.option("description").orElse(""));
        if (reading instanceof MarkerText.Reading.Template template) {
            return "%s, packages %s, lease %s"
                    .formatted(
                            template.marker().state(),
                            template.marker().packages(),
                            template.marker().lease().map(Lease::user).orElse("none"));
        }
        if (reading instanceof MarkerText.Reading.Found found) {
            Marker marker = found.marker();
            return "%s, generation %d, recipe %s, files %s, lease %s"
                    .formatted(
                            marker.state(),
                            marker.generation(),
                            marker.recipe(),
                            marker.hash(),
                            marker.lease().map(Lease::user).orElse("none"));
        }
        return "unmarked";
    }
}
