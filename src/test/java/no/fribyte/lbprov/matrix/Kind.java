package no.fribyte.lbprov.matrix;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Place;

/** What goes wrong with a call, or in the moment of a call. */
@SuppressWarnings("ImmutableEnumChecker")
enum Kind {
    ERROR("500", (at, place) -> strike(at, place, new Fault.Refuse(500, Words.TROUBLE))),
    RIGHT("403", (at, place) -> at.in(place.faults()).always().is(new Fault.Refuse(403, Words.right(at)))),
    TOKEN("token expires", (at, place) -> when(at, place, place.faults()::expireTokens)),
    BUSY("503", (at, place) -> strike(at, place, new Fault.Refuse(503, "Service Unavailable"))),
    NO_ROUTE("595", (at, place) -> strike(at, place, new Fault.Refuse(595, "No route to host"))),
    SILENT("596 for good", (at, place) -> at.in(place.faults()).always().is(Words.SILENCE)),
    SILENT_DONE("596, done", (at, place) -> strike(at, place, new Fault.AnswerAfterWork(596, "Connection timed out"))),
    LOCK_FILE(
            "lock time-out",
            (at, place) -> at.in(place.faults()).always().is(new Fault.Refuse(500, Words.lockFile(at)))),
    HANG("hangs", (at, place) -> strike(at, place, new Fault.Hang(Duration.ofDays(1)))),
    DROP("dropped", (at, place) -> strike(at, place, new Fault.DropBeforeWork())),
    DROP_DONE("dropped, done", (at, place) -> strike(at, place, new Fault.DropAfterWork())),
    TASK_FAILS("task fails", (at, place) -> strike(at, place, new Fault.TaskFails("command failed: exit code 1"))),
    FULL("storage full", (at, place) -> strike(at, place, new Fault.TaskFails(Words.full(at)))),
    TASK_WARNS("task warns", (at, place) -> strike(at, place, new Fault.TaskWarns(List.of("the disk is slow")))),
    TASK_UNTOLD("task untold", (at, place) -> strike(at, place, new Fault.TaskFails("unexpected status"))),
    TASK_UNTOLD_DONE("task untold, done", (at, place) -> strike(at, place, new Fault.TaskUntold())),
    NODE_AWAY("node away", (at, place) -> when(at, place, () -> place.faults().nodeDown(at.node()))),
    NODE_BACK(
            "node away for 2 calls",
            (at, place) -> when(at, place, () -> place.faults().nodeDown(at.node(), 2))),
    QUORUM("no quorum", (at, place) -> when(at, place, place.faults()::loseQuorum)),
    CERTIFICATE("strange certificate", (at, place) -> when(at, place, place.simulator()::mistakeCertificates)),
    RENEWED("certificate renewed", (at, place) -> when(at, place, place.simulator()::renewCertificates)),
    LOCKED(
            "VM locked",
            (at, place) -> when(
                    at,
                    place,
                    () -> place.simulator()
                            .change(
                                    at.node(),
                                    world -> world.vm(vm(at)).ifPresent(vm -> world.put(vm.with("lock", "backup")))))),
    TAKEN(
            "VMID taken",
            (at, place) -> when(
                    at,
                    place,
                    () -> place.simulator().change(at.node(), world -> {
                        int next = IntStream.iterate(200, id -> id + 1)
                                .filter(id -> world.vm(id).isEmpty())
                                .findFirst()
                                .orElseThrow();
                        world.put(Vm.stopped(next, at.node(), Map.of("name", Shape.STRANGER)));
                    })));

    private final String title;
    private final BiConsumer<Moment, Place> fault;

    Kind(String title, BiConsumer<Moment, Place> fault) {
        this.title = title;
        this.fault = fault;
    }

    /** Sets it up, so that it strikes at that call. */
    void lay(Moment at, Place place) {
        fault.accept(at, place);
    }

    /** Ends all that still goes wrong. What was done meanwhile stays done. */
    static void mend(Place place) {
        place.faults().clear();
        place.simulator().renewCertificates();
        place.vms().stream()
                .filter(vm -> vm.lock().isPresent())
                .forEach(vm -> place.simulator().change(vm.node(), world -> world.put(vm.without("lock"))));
    }

    private static void strike(Moment at, Place place, Fault fault) {
        at.in(place.faults()).is(fault);
    }

    private static void when(Moment at, Place place, Runnable event) {
        at.in(place.faults()).then(call -> event.run());
    }

    private static int vm(Moment at) {
        return Integer.parseInt(at.path().split("/", -1)[4]);
    }

    @Override
    public String toString() {
        return title;
    }
}
