package no.fribyte.lbprov.matrix;

import static no.fribyte.lbprov.matrix.Kind.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.matrix.Moment.Phase;

/**
 * Which kinds are tried at which calls. Every kind that can happen to a writing call is tried at every writing call of
 * one member; of reads, those that fail in another way. With two members side by side only what strikes one call is
 * tried, for the rest strikes the other member at a moment that differs from run to run.
 */
record Selection(Scenario scenario, Recording recording) {
    private static final Set<Kind> LOOK = EnumSet.of(ERROR, RIGHT, TOKEN, SILENT, DROP, NODE_AWAY, CERTIFICATE);
    private static final Set<Kind> READ = EnumSet.of(ERROR, TOKEN, SILENT, NODE_AWAY);
    private static final Set<Kind> TAKEN_BACK = EnumSet.of(ERROR, TOKEN, NODE_AWAY);
    /** The steps cannot tell them from others, and that is shown at the calls of create. */
    private static final Set<Kind> SAME_AS_CREATE = EnumSet.of(BUSY, NO_ROUTE, SILENT_DONE, NODE_BACK, RENEWED, SILENT);

    private static final Set<Kind> GUEST =
            EnumSet.of(ERROR, RIGHT, TOKEN, SILENT_DONE, DROP_DONE, NODE_AWAY, NODE_BACK);
    private static final Set<Kind> WRITE = EnumSet.of(
            ERROR,
            RIGHT,
            TOKEN,
            BUSY,
            NO_ROUTE,
            SILENT_DONE,
            HANG,
            DROP,
            DROP_DONE,
            NODE_AWAY,
            NODE_BACK,
            QUORUM,
            CERTIFICATE,
            RENEWED);
    private static final Set<Kind> TASK = EnumSet.of(LOCK_FILE, TASK_FAILS, TASK_WARNS, TASK_UNTOLD, TASK_UNTOLD_DONE);
    private static final Set<Kind> LOCAL = EnumSet.of(ERROR, DROP, DROP_DONE, SILENT_DONE, TASK_FAILS, TASK_UNTOLD);
    private static final Set<Kind> AGAIN = EnumSet.of(ERROR, TOKEN, NODE_AWAY);
    private static final Set<String> FILLING = Set.of("POST download-url", "POST upload", "POST qemu", "PUT resize");

    List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Set<String> hung = new HashSet<>();
        for (Moment at : recording.moments()) {
            Set<Kind> kinds = EnumSet.noneOf(Kind.class);
            kinds.addAll(kinds(at));
            if (scenario == Scenario.CREATE_SECOND && !at.writes() && hung.add(at.kind())) {
                kinds.add(HANG);
            }
            kinds.forEach(kind -> cases.add(new Case(scenario, at, kind)));
        }
        return cases;
    }

    private Set<Kind> kinds(Moment at) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (scenario.twoLanes()) {
            if (at.phase() == Phase.WORKING && at.writes() && at.isOf("fergus")) {
                kinds.addAll(LOCAL);
            }
        } else if (scenario == Scenario.REBUILD_STANDBY) {
            if (at.phase() == Phase.WORKING && at.writes() && !at.asksGuest()) {
                kinds.addAll(LOCAL);
            }
        } else if (scenario == Scenario.REBUILD_HOLDER && !at.writes()) {
            // it looks at the place as create does; what differs is that there is something to take back
            boolean early = at.phase() == Phase.LOOKING && at.isOf("pluto");
            kinds.addAll(at.phase() == Phase.WORKING || early ? TAKEN_BACK : EnumSet.noneOf(Kind.class));
        } else if (at.phase() == Phase.LOOKING) {
            // what is asked of both members' nodes is asked in the same way
            if (!at.isOf("pluto") || at.path().contains("/qemu/")) {
                kinds.addAll(LOOK);
            }
        } else if (at.phase() == Phase.LOOKING_AGAIN) {
            if (!at.isOf("pluto")) {
                kinds.addAll(AGAIN);
            }
        } else {
            kinds.addAll(working(at));
        }
        if (at.path().endsWith("/exec-status")) {
            // asked twice a second, for as long as silence is borne
            kinds.remove(SILENT);
        }
        if (scenario == Scenario.REBUILD_HOLDER) {
            kinds.removeAll(SAME_AS_CREATE);
        }
        if (!at.startsTask()) {
            kinds.remove(TASK_FAILS);
            kinds.remove(TASK_UNTOLD);
        }
        return kinds;
    }

    private static Set<Kind> working(Moment at) {
        if (!at.writes()) {
            return READ;
        }
        if (at.asksGuest()) {
            return GUEST;
        }
        Set<Kind> kinds = EnumSet.copyOf(WRITE);
        if (at.startsTask()) {
            kinds.addAll(TASK);
        } else {
            kinds.add(LOCK_FILE);
        }
        if (FILLING.contains(at.kind())) {
            kinds.add(FULL);
        }
        if (at.kind().equals("POST qemu")) {
            kinds.add(TAKEN);
        }
        if (at.path().matches(".*/qemu/[0-9]+(/.*)?")) {
            kinds.add(LOCKED);
        }
        return kinds;
    }
}
