package no.fribyte.lbprov.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What happens to whole nodes. How each one is lies in a file, so that all processes agree. */
public final class LabNodes {
    private final Place place;
    private final Locks locks;
    private final LabNetwork network;
    private final JsonMapper json = JsonMapper.builder().build();

    LabNodes(Place place, Locks locks, LabNetwork network) {
        this.place = place;
        this.locks = locks;
        this.network = network;
    }

    /** How a node is; one that nothing happened to is up. */
    public NodeState state(String node) {
        return states().getOrDefault(node, NodeState.UP);
    }

    /** Pulls a node's network cables: its guests run on, and those on the same node see each other. */
    public void cut(String node) {
        become(node, NodeState.CUT);
    }

    /** Plugs the cables in again. */
    public void heal(String node) {
        become(node, NodeState.UP);
    }

    /** Stops a node in the middle of whatever it does. */
    public void freeze(String node) {
        become(node, NodeState.FROZEN);
    }

    /** Lets a frozen node go on, as if no time had passed. */
    public void thaw(String node) {
        become(node, NodeState.UP);
    }

    /** Takes a node's power away, and that of every machine on it. */
    public void kill(String node) {
        become(node, NodeState.DEAD);
    }

    /** Gives a node its power back; its machines stay off until somebody starts them. */
    public void revive(String node) {
        become(node, NodeState.UP);
    }

    /** The state is written first: from then on no machine is switched on there that should not be. */
    private void become(String node, NodeState state) {
        locks.holding("nodes", () -> {
            Map<String, NodeState> states = new TreeMap<>(states());
            states.put(node, state);
            Place.replace(place.directory().resolve("nodes.json"), json.writeValueAsString(states));
            apply(node, state);
        });
    }

    /** Does to a node again what its state says, for what came to be there while it changed. */
    void apply(String node) {
        locks.holding("nodes", () -> apply(node, state(node)));
    }

    private void apply(String node, NodeState state) {
        network.uplinks(node, state != NodeState.CUT);
        for (QemuProcess machine : machines(node)) {
            switch (state) {
                case UP, CUT -> machine.goOn();
                case FROZEN -> machine.stop();
                case DEAD -> machine.kill();
            }
        }
    }

    private List<QemuProcess> machines(String node) {
        List<QemuProcess> machines = new ArrayList<>();
        for (MachineFile machine : MachineFile.all(place)) {
            if (machine.node().equals(node)) {
                machines.add(machine.process(place));
            }
        }
        return machines;
    }

    private Map<String, NodeState> states() {
        return Place.read(place.directory().resolve("nodes.json"))
                .map(text -> json.readValue(text, new TypeReference<Map<String, NodeState>>() {}))
                .orElseGet(Map::of);
    }
}
