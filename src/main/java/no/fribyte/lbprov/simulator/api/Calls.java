package no.fribyte.lbprov.simulator.api;

import java.util.HashMap;
import java.util.Map;

/** All calls that the simulator knows; the rest is answered with 501. */
final class Calls {
    private Calls() {}

    static Map<String, Call> all() {
        Map<String, Call> calls = new HashMap<>();
        AccessCalls.addTo(calls);
        ClusterCalls.addTo(calls);
        QdeviceCalls.addTo(calls);
        HaCalls.addTo(calls);
        NodeCalls.addTo(calls);
        StorageCalls.addTo(calls);
        UploadCalls.addTo(calls);
        TaskCalls.addTo(calls);
        PoolCalls.addTo(calls);
        VmCalls.addTo(calls);
        VmCloneCalls.addTo(calls);
        VmSnapshotCalls.addTo(calls);
        VmCreateCalls.addTo(calls);
        VmConfigCalls.addTo(calls);
        VmPowerCalls.addTo(calls);
        AgentCalls.addTo(calls);
        return calls;
    }
}
