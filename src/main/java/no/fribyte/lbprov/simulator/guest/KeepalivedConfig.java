package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.fribyte.lbprov.simulator.guest.KeepalivedFile.Block;

/** What keepalived takes from its configuration, and what {@code keepalived -t} says against it. */
record KeepalivedConfig(
        boolean dynamicInterfaces,
        Map<String, String> scripts,
        Map<String, Integer> weights,
        List<Instance> instances,
        List<String> errors) {
    /** One VRRP instance. */
    record Instance(
            String name,
            String networkInterface,
            int routerId,
            int version,
            int priority,
            Optional<Ip> source,
            List<Ip> peers,
            List<Ip> virtualIps,
            List<String> trackedInterfaces,
            List<String> trackedScripts,
            List<TrackedFile> trackedFiles) {}

    /** A file whose number, times the weight, is added to the priority. */
    record TrackedFile(String path, int weight) {}

    KeepalivedConfig {
        scripts = Map.copyOf(scripts);
        weights = Map.copyOf(weights);
        instances = List.copyOf(instances);
        errors = List.copyOf(errors);
    }

    static KeepalivedConfig parse(String text) {
        KeepalivedFile file = KeepalivedFile.parse(text);
        List<String> errors = new ArrayList<>(file.errors());
        KeepalivedKeywords.check(file.root(), errors);
        Block root = file.root();
        Block global = root.first("global_defs").orElse(root);
        Map<String, String> scripts = new TreeMap<>();
        Map<String, Integer> weights = new TreeMap<>();
        root.all("vrrp_script").forEach(script -> {
            String name = script.argument().orElse("");
            scripts.put(name, script.value("script").orElse(""));
            weights.put(name, number(script.value("weight"), 0));
        });
        int version = number(global.value("vrrp_version"), 2);
        List<Instance> instances = root.all("vrrp_instance")
                .map(instance -> instance(root, instance, version))
                .toList();
        return new KeepalivedConfig(
                global.first("dynamic_interfaces").isPresent(), scripts, weights, instances, errors);
    }

    private static Instance instance(Block root, Block block, int version) {
        List<Ip> virtualIps = new ArrayList<>(addresses(block, "virtual_ipaddress"));
        virtualIps.addAll(addresses(block, "virtual_ipaddress_excluded"));
        return new Instance(
                block.argument().orElse(""),
                block.value("interface").orElse(""),
                number(block.value("virtual_router_id"), 0),
                number(block.value("version"), version),
                number(block.value("priority"), 100),
                block.value("unicast_src_ip").flatMap(Ip::parse),
                addresses(block, "unicast_peer"),
                virtualIps,
                keywords(block, "track_interface"),
                keywords(block, "track_script"),
                trackedFiles(root, block));
    }

    private static List<TrackedFile> trackedFiles(Block root, Block instance) {
        List<TrackedFile> files = new ArrayList<>();
        instance.all("track_file").flatMap(list -> list.inner().stream()).forEach(use -> {
            for (String keyword : List.of("track_file", "vrrp_track_file")) {
                root.all(keyword)
                        .filter(definition -> definition.argument().equals(Optional.of(use.keyword())))
                        .forEach(definition -> files.add(tracked(definition, use)));
            }
        });
        return files;
    }

    private static TrackedFile tracked(Block definition, Block use) {
        int weight = number(definition.value("weight"), 1);
        int at = use.words().indexOf("weight");
        if (at >= 0 && at + 1 < use.words().size()) {
            weight = number(Optional.of(use.words().get(at + 1)), weight);
        }
        return new TrackedFile(definition.value("file").orElse(""), weight);
    }

    private static List<Ip> addresses(Block block, String list) {
        return keywords(block, list).stream()
                .flatMap(text -> Ip.withoutPrefix(text).stream())
                .toList();
    }

    private static List<String> keywords(Block block, String list) {
        return block.all(list)
                .flatMap(each -> each.inner().stream())
                .map(Block::keyword)
                .toList();
    }

    private static int number(Optional<String> text, int otherwise) {
        return text.filter(word -> word.matches("-?[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
