package no.fribyte.lbprov.lab;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.Hardware;

/** Hardware for tests. */
final class TestMachines {
    static final long MEBIBYTE = 1 << 20;

    private TestMachines() {}

    static Hardware.Nic card(int number, boolean linkUp) {
        return new Hardware.Nic("BC:24:11:00:00:%02X".formatted(number), "vmbr0", 0, linkUp);
    }

    static Hardware on(String node, int vmid, List<Hardware.Nic> cards, Optional<Path> medium) {
        return new Hardware(
                "disk-%s-%d".formatted(node, vmid),
                vmid,
                node,
                "lb-" + vmid,
                "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
                "sector",
                8 * MEBIBYTE,
                1,
                32 * MEBIBYTE,
                Optional.of("324e6eaf-d1d1-4bf6-bf41-b9bb6c91fb87"),
                cards,
                medium,
                true,
                Instant.EPOCH);
    }
}
