package no.fribyte.lbprov.simulator.world;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** A resource pool with its member VMs. */
public record Pool(String name, String comment, SortedSet<Integer> vms) {
    public Pool {
        vms = Collections.unmodifiableSortedSet(new TreeSet<>(vms));
    }

    public Pool with(int vmid) {
        TreeSet<Integer> changed = new TreeSet<>(vms);
        changed.add(vmid);
        return new Pool(name, comment, changed);
    }

    public Pool without(int vmid) {
        TreeSet<Integer> changed = new TreeSet<>(vms);
        changed.remove(vmid);
        return new Pool(name, comment, changed);
    }
}
