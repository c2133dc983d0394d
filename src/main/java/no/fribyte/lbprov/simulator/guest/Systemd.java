package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import java.util.Optional;

/** systemd in a guest: starts and stops the programs it knows and remembers which to start at boot. */
record Systemd(Machine machine, Wire wire) {
    private static final String WANTED = "/etc/systemd/system/multi-user.target.wants/%s.service";

    /** What went wrong, as the journal and systemctl tell it; nothing when the unit runs. */
    List<String> start(String unit) {
        GuestDisk disk = machine.disk();
        if (disk.isActive(unit)) {
            return List.of();
        }
        Optional<Daemon> daemon = Daemon.of(unit).filter(known -> known.isInstalled(disk));
        if (daemon.isEmpty()) {
            return List.of("Failed to start %s.service: Unit %s.service not found.".formatted(unit, unit));
        }
        List<String> errors = daemon.get().objections(machine);
        if (errors.isEmpty()) {
            errors = daemon.get().failures(machine, wire);
        }
        Unit.State state = errors.isEmpty() ? Unit.State.ACTIVE : Unit.State.FAILED;
        disk.unit(unit, new Unit(state, disk.text(daemon.get().file()).orElse("")));
        return errors;
    }

    void stop(String unit) {
        machine.disk().unit(unit, machine.disk().unit(unit).in(Unit.State.INACTIVE));
    }

    List<String> restart(String unit) {
        stop(unit);
        return start(unit);
    }

    /** A configuration that the program refuses leaves it running with the one it has. */
    List<String> reload(String unit) {
        GuestDisk disk = machine.disk();
        Optional<Daemon> daemon = Daemon.of(unit);
        if (daemon.isEmpty() || !disk.isActive(unit)) {
            return List.of("%s.service is not active, cannot reload.".formatted(unit));
        }
        List<String> errors = daemon.get().objections(machine);
        if (errors.isEmpty()) {
            disk.unit(
                    unit,
                    new Unit(Unit.State.ACTIVE, disk.text(daemon.get().file()).orElse("")));
        }
        return errors;
    }

    void enable(String unit) {
        machine.disk().write(WANTED.formatted(unit), "0644", "");
    }

    void startEnabled() {
        for (Daemon daemon : Daemon.values()) {
            if (machine.disk().has(WANTED.formatted(daemon.unit()))) {
                // a unit that fails at boot is seen in the status: nobody waits for it
                start(daemon.unit());
            }
        }
    }
}
