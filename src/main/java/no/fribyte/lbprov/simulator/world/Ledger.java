package no.fribyte.lbprov.simulator.world;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.guest.Guests;
import no.fribyte.lbprov.simulator.guest.Hardware;

/**
 * The one place where a site's world changes. Every access first lets the tasks that are due do their work; what it
 * then changes is on disk before it returns, or not done at all if it throws. There is no clockwork: between two
 * accesses nothing happens that the second could not make up for.
 */
public final class Ledger {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());

    private final WorldStore store;
    private final VolumeFiles files;
    private final InstantSource clock;
    private final Guests guests;
    private volatile World current;

    public Ledger(WorldStore store, World world, VolumeFiles files, Guests guests, InstantSource clock) {
        this.store = store;
        this.current = world;
        this.files = files;
        this.clock = clock;
        this.guests = guests;
        store.save(world);
    }

    /** The machines that run, as of the last change; takes no lock, so that guests may ask at any time. */
    public List<Hardware> running() {
        return new Machines(current, files).running();
    }

    public Guests guests() {
        return guests;
    }

    public VolumeFiles files() {
        return files;
    }

    /** Reads or changes the world at one instant, alone. */
    public synchronized <T> T at(Function<Effects, T> access) {
        World draft = current.copy();
        Instant now = clock.instant();
        settle(draft, now);
        keep(draft);
        World working = draft.copy();
        T result = access.apply(Effects.on(working, files, guests, now));
        keep(working);
        return result;
    }

    private void keep(World draft) {
        if (draft.changes() != current.changes()) {
            store.save(draft);
            current = draft;
        }
    }

    private void settle(World draft, Instant now) {
        noticeWhoIsOff(draft);
        for (Optional<Task> due = draft.due(now); due.isPresent(); due = draft.due(now)) {
            finish(draft, due.get(), now);
        }
    }

    /** Guests switch themselves off, and so does a node that dies under them. */
    private void noticeWhoIsOff(World draft) {
        Machines machines = new Machines(draft, files);
        for (Vm vm : draft.vms()) {
            if (machines.of(vm).filter(machine -> !guests.isOn(machine)).isPresent()) {
                draft.put(vm.poweredOff());
            }
        }
    }

    private void finish(World draft, Task task, Instant now) {
        World attempt = draft.copy();
        Effects effects = Effects.on(attempt, files, guests, task.due());
        try {
            task.fate().ifPresent(text -> {
                throw new TaskFailed(text);
            });
            task.work().run(effects);
            draft.become(attempt);
            long warnings = effects.warnings().size()
                    + task.log().stream()
                            .filter(line -> line.startsWith("WARN: "))
                            .count();
            String status = warnings == 0 ? "OK" : "WARNINGS: " + warnings;
            draft.put(task.ended(status, effects.log(), task.due()));
        } catch (TaskGoesOn waits) {
            goOn(draft, task, waits, now);
        } catch (TaskFailed failed) {
            fail(draft, task, failed.text());
        } catch (GuestException refused) {
            fail(draft, task, refused.text());
        } catch (RuntimeException bug) {
            // A task that can never end would make every later access fail as well
            LOG.log(System.Logger.Level.ERROR, "the simulator cannot do the work of " + task.upid(), bug);
            fail(draft, task, "internal error: " + bug);
        }
    }

    private void goOn(World draft, Task task, TaskGoesOn waits, Instant now) {
        if (task.start().plus(TaskGoesOn.PATIENCE).isBefore(now)) {
            fail(draft, task, waits.timeout());
        } else {
            draft.put(task.dueAt(now.plus(TaskGoesOn.PAUSE)));
        }
    }

    private void fail(World draft, Task task, String text) {
        task.work().rollBack(Effects.on(draft, files, guests, task.due()));
        draft.put(task.ended(text.replace('\n', ' ').strip(), List.of(), task.due()));
    }
}
