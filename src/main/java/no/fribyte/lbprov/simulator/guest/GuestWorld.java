package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All guests and the wire between them, brought up to date before anybody looks, and stored before anybody is told. */
final class GuestWorld {
    private final DiskStore store;
    private final Boot boot;
    private final InstantSource clock;
    private final Supplier<List<Hardware>> running;
    private final Map<String, GuestDisk> disks = new HashMap<>();

    GuestWorld(DiskStore store, Boot boot, InstantSource clock, Supplier<List<Hardware>> running) {
        this.store = requireNonNull(store, "store");
        this.boot = requireNonNull(boot, "boot");
        this.clock = requireNonNull(clock, "clock");
        this.running = requireNonNull(running, "running");
    }

    /** Does something with a machine that is switched on, among all the others. */
    <T> T with(Hardware hardware, BiFunction<Machine, Wire, T> work) {
        // asked before the lock is taken: whoever answers may hold a lock of its own
        List<Hardware> others = running.get();
        synchronized (this) {
            List<Machine> machines = new ArrayList<>();
            Machine machine = new Machine(hardware, disk(hardware.diskId()));
            machines.add(machine);
            others.stream()
                    .filter(other -> !other.diskId().equals(hardware.diskId()))
                    .map(other -> new Machine(other, disk(other.diskId())))
                    .filter(GuestWorld::hasBegun)
                    .forEach(machines::add);
            Wire wire = new Wire(machines, store.loadLan());
            Instant now = clock.instant();
            for (Machine each : machines) {
                saving(each, () -> {
                    boot.powerOn(each, wire);
                    boot.settle(each, wire, now);
                    return each;
                });
            }
            elect(wire);
            try {
                return saving(machine, () -> work.apply(machine, wire));
            } finally {
                elect(wire);
            }
        }
    }

    /** Remembers who is master, as keepalived does, before and after whatever may change it. */
    private void elect(Wire wire) {
        Vrrp vrrp = new Vrrp(wire);
        Set<String> masters = new TreeSet<>();
        wire.machines().stream()
                .filter(machine -> !vrrp.held(machine).isEmpty())
                .forEach(machine -> masters.add(machine.diskId()));
        for (Machine machine : wire.machines()) {
            saving(machine, () -> {
                machine.elected(masters.contains(machine.diskId()));
                return machine;
            });
        }
    }

    /** As {@link #with}, for a disk whose machine may be switched off: then nothing is done. */
    void withRunning(String diskId, BiFunction<Machine, Wire, Machine> work) {
        Optional<Hardware> hardware = running.get().stream()
                .filter(each -> each.diskId().equals(diskId))
                .findFirst();
        hardware.ifPresent(each -> with(each, work));
    }

    synchronized void breakLan(UnaryOperator<LanState> change) {
        store.saveLan(change.apply(store.loadLan()));
    }

    /** Copies a disk; one that holds no files was never booted from, and is a copy of its image already. */
    synchronized void copy(String fromDiskId, String toDiskId) {
        wipe(toDiskId);
        GuestDisk copy = disk(fromDiskId).copy();
        if (!copy.document().files().isEmpty()) {
            disks.put(toDiskId, copy);
            store.save(toDiskId, copy);
        }
    }

    synchronized void wipe(String diskId) {
        disks.remove(diskId);
        store.delete(diskId);
        if (store.loadLan().cut().contains(diskId)) {
            breakLan(state -> state.withCut(diskId, false));
        }
    }

    /** One that was just switched on boots when it is spoken to; one that was just deleted must not come back. */
    private static boolean hasBegun(Machine machine) {
        return machine.disk().bootedAt().equals(machine.hardware().poweredOn());
    }

    private GuestDisk disk(String diskId) {
        return disks.computeIfAbsent(diskId, store::load);
    }

    private <T> T saving(Machine machine, Supplier<T> work) {
        GuestDisk.Document before = machine.disk().document();
        try {
            return work.get();
        } finally {
            if (!machine.disk().document().equals(before)) {
                store.save(machine.diskId(), machine.disk());
            }
        }
    }
}
