package no.fribyte.lbprov.simulator.world;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.TreeMap;

/**
 * A VM that the cluster keeps in the state that was asked for.
 *
 * @param state started, stopped, disabled or ignored
 * @param options what else was configured
 */
public record HaResource(int vmid, String state, Map<String, String> options) {
    public HaResource {
        options = Map.copyOf(options);
    }

    @JsonIgnore
    public String sid() {
        return "vm:" + vmid;
    }

    /** While it is, starting and stopping are only requests. */
    @JsonIgnore
    public boolean isManaged() {
        return !state.equals("ignored");
    }

    @JsonIgnore
    public boolean wantsToRun() {
        return state.equals("started");
    }

    public HaResource withState(String changed) {
        return new HaResource(vmid, changed, options);
    }

    public HaResource with(Map<String, String> changes) {
        Map<String, String> changed = new TreeMap<>(options);
        changed.putAll(changes);
        return new HaResource(vmid, state, changed);
    }
}
