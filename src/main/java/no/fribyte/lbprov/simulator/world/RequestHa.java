package no.fribyte.lbprov.simulator.world;

import java.time.Duration;

/**
 * Files the wish that a VM runs or stops, and ends; the cluster gets to it later.
 *
 * @param delay until it does
 */
public record RequestHa(String node, int vmid, String state, Duration delay) implements Work {
    @Override
    public void run(Effects effects) {
        String type = state.equals("started") ? "qmstart" : "qmshutdown";
        TaskOrder order = new TaskOrder(node, type, Integer.toString(vmid), "root@pam", new ServeHa(node, vmid, state));
        effects.world().begin(order, effects.now(), delay, Duration.ZERO);
    }
}
