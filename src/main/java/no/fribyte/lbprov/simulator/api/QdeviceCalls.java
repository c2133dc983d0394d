package no.fribyte.lbprov.simulator.api;

import java.util.Map;

/** The third vote of a cluster of two: no simulated one has it, and Proxmox VE then answers with an empty object. */
final class QdeviceCalls {
    private QdeviceCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET /cluster/config/qdevice", context -> Doc.object());
    }
}
