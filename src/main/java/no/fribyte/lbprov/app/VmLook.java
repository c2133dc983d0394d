package no.fribyte.lbprov.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.plan.SeenVm;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;
import no.fribyte.lbprov.proxmox.VmStatus;
import no.fribyte.lbprov.proxmox.VmSummary;

/** Looks at a VM closely; the summary is some seconds old. */
record VmLook(NodeApi node, VmSummary summary) {
    /** The VM with everything that planning judges, unless it has gone or moved meanwhile. */
    Optional<SeenVm> whole() {
        return look(VmApi::snapshots);
    }

    /** The VM as it runs, without its snapshots. */
    Optional<SeenVm> brief() {
        return look(vm -> List.of());
    }

    private Optional<SeenVm> look(Function<VmApi, List<String>> snapshots) {
        VmApi vm = node.vm(summary.id());
        Optional<VmConfig> config = vm.config();
        if (config.isEmpty()) {
            return Optional.empty();
        }
        MarkerText.Reading marker = MarkerText.read(config.get().description());
        // what is not lbprov's is only named, never judged: two questions less
        boolean close = marker.mark().isPresent();
        Optional<VmStatus> status = close ? vm.status() : Optional.empty();
        return Optional.of(new SeenVm(
                node.name(),
                summary.id(),
                config.get().name().orElse(""),
                uuid(config.get()),
                marker,
                status.map(VmStatus::isRunning).orElse(summary.status().equals("running")),
                config.get().isTemplate(),
                config.get().lock(),
                status.map(VmStatus::haManaged).orElse(false),
                config.get().value("protection").filter("1"::equals).isPresent(),
                drives(config.get()),
                close ? snapshots.apply(vm) : List.of()));
    }

    private static Optional<UUID> uuid(VmConfig config) {
        try {
            return config.uuid().map(UUID::fromString);
        } catch (IllegalArgumentException odd) {
            return Optional.empty();
        }
    }

    private static Map<String, String> drives(VmConfig config) {
        Map<String, String> drives = new LinkedHashMap<>();
        config.drives()
                .keySet()
                .forEach(name -> drives.put(name, config.value(name).orElse("")));
        return drives;
    }
}
