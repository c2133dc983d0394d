package no.fribyte.lbprov.guest;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberHealth.Reach;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;

/** The ways a pair can be, for tests of what is made of it. */
public final class Healths {
    private Healths() {}

    public static PairHealth pair(MemberHealth first, MemberHealth second) {
        return new PairHealth(new PairName("demo"), List.of(Statuses.VIRTUAL_IP), List.of(first, second), List.of());
    }

    public static MemberHealth saying(int number, Statuses status, String... unmet) {
        return member(number, Reach.ANSWERED, "ready", Optional.of(status.make()), Optional.empty(), unmet);
    }

    public static MemberHealth silent(int number, String why) {
        return member(number, Reach.SILENT, "ready", Optional.empty(), Optional.of(Problem.warning(why)));
    }

    public static MemberHealth unreachable(int number, String why) {
        return member(number, Reach.UNREACHABLE, "unknown", Optional.empty(), Optional.of(Problem.warning(why)));
    }

    public static MemberHealth stopped(int number, String marker) {
        return member(number, Reach.STOPPED, marker, Optional.empty(), Optional.empty());
    }

    public static MemberHealth absent(int number) {
        return new MemberHealth(
                new MemberName("lb-" + number),
                node(number),
                Optional.empty(),
                Reach.ABSENT,
                "absent",
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public static Statuses status(int number) {
        return Statuses.of("lb-" + number);
    }

    public static PairHealth healthy() {
        return pair(saying(1, status(1).holding()), saying(2, status(2)));
    }

    public static PairHealth splitBrain() {
        return pair(saying(1, status(1).holding()), saying(2, status(2).holding()));
    }

    public static PairHealth oneSilent() {
        return pair(saying(1, status(1).holding()), silent(2, "the guest agent does not answer"));
    }

    public static PairHealth oneDrained() {
        return pair(saying(1, status(1).drained()), saying(2, status(2).holding()));
    }

    public static PairHealth nothing() {
        return pair(absent(1), absent(2));
    }

    private static MemberHealth member(
            int number,
            Reach reach,
            String marker,
            Optional<MemberStatus> status,
            Optional<Problem> silence,
            String... unmet) {
        return new MemberHealth(
                new MemberName("lb-" + number),
                node(number),
                Optional.of(new VmId(199 + number)),
                reach,
                marker,
                status,
                silence,
                List.of(unmet));
    }

    private static NodeName node(int number) {
        return new NodeName(number == 1 ? "pluto" : "fergus");
    }
}
