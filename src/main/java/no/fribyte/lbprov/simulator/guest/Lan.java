package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

/** The layer 2 between all running guests and what is behind it, with the hooks with which a test breaks it. */
public final class Lan {
    private final GuestWorld world;

    Lan(GuestWorld world) {
        this.world = requireNonNull(world, "world");
    }

    /** Ends a unit's program in a guest that runs, as if it had been killed for good. */
    public void stopService(String diskId, String unit) {
        set(diskId, unit, Unit.State.INACTIVE);
    }

    /** Stops a unit's program with SIGSTOP: systemd calls it active, and nothing answers. */
    public void freezeService(String diskId, String unit) {
        set(diskId, unit, Unit.State.FROZEN);
    }

    public void backendDown(String address) {
        world.breakLan(state -> state.withBackend(address, false));
    }

    public void backendUp(String address) {
        world.breakLan(state -> state.withBackend(address, true));
    }

    /** Takes the guest's ports off their bridges; the guest itself sees a carrier all the same. */
    public void cut(String diskId) {
        world.breakLan(state -> state.withCut(diskId, true));
    }

    public void heal(String diskId) {
        world.breakLan(state -> state.withCut(diskId, false));
    }

    private void set(String diskId, String unit, Unit.State state) {
        world.withRunning(diskId, (machine, wire) -> {
            machine.disk().unit(unit, machine.disk().unit(unit).in(state));
            return machine;
        });
    }
}
