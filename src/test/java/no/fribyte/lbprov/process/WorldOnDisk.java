package no.fribyte.lbprov.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated Proxmox VE as its files tell, without a client that could be wrong in the same way. */
record WorldOnDisk(Path folder) {
    /** What the simulator itself makes up anew for each VM. */
    private static final Set<String> ITS_OWN = Set.of("meta", "vmgenid");

    JsonNode world() {
        return JsonMapper.shared().readTree(folder.resolve("world.json"));
    }

    /** Every VM with its whole configuration, and every volume: what "the same pair" means. */
    List<String> shape() {
        Set<String> lines = new TreeSet<>();
        for (JsonNode vm : world().get("vms").values()) {
            String name = "VM %s on %s".formatted(vm.get("vmid"), vm.get("node").asString());
            lines.add("%s, running: %s".formatted(name, !vm.get("poweredOn").isNull()));
            vm.get("config").properties().stream()
                    .filter(entry -> !ITS_OWN.contains(entry.getKey()))
                    .forEach(entry -> lines.add("%s %s=%s".formatted(name, entry.getKey(), entry.getValue())));
        }
        for (JsonNode volume : world().get("volumes").values()) {
            lines.add("volume %s:%s on %s"
                    .formatted(
                            volume.get("storage").asString(),
                            volume.get("name").asString(),
                            volume.get("node").asString()));
        }
        return List.copyOf(lines);
    }

    /** The ids of the VMs that carry the pair's marker. */
    List<Integer> vmsOf(String pair) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode vm : world().get("vms").values()) {
            if (vm.get("config").path("description").asString("").contains("pair: " + pair + "\n")) {
                ids.add(vm.get("vmid").asInt());
            }
        }
        return ids;
    }

    /** Seeds on any storage, in the inventory or as files. */
    List<String> seeds() throws IOException {
        List<String> seeds = new ArrayList<>();
        for (JsonNode volume : world().get("volumes").values()) {
            if (volume.get("name").asString().endsWith(".iso")) {
                seeds.add(volume.get("name").asString());
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> Files.isRegularFile(file) && file.startsWith(folder.resolve("content")))
                    .forEach(file -> seeds.add(file.toString()));
        }
        return seeds;
    }

    /** How often a task of this type ended well. */
    long tasks(String type) {
        return world().get("tasks").values().stream()
                .filter(task -> task.get("type").asString().equals(type)
                        && task.path("exitStatus").asString("").equals("OK"))
                .count();
    }

    /** The calls that were no GET, as {@code METHOD path}. */
    List<String> writes() {
        Path file = folder.resolve("writes.jsonl");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(JsonMapper.shared()::readTree)
                    .map(line -> line.get("method").asString() + " "
                            + line.get("path").asString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
