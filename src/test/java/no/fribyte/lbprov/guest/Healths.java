package no.fribyte.lbprov.guest;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.PairHealth.MemberHealth;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.VmId;

/** The ways a pair can be, for tests of what is made of it. */
public final class Healths {
    private Healths() {}

    public static PairHealth pair(MemberHealth first, MemberHealth second) {
        return new PairHealth(new PairName("demo"), List.of(Statuses.VIRTUAL_IP), List.of(first, second));
    }

    public static MemberHealth saying(int number, Statuses status, String... unmet) {
        return member(number, "ready", Optional.of(status.make()), "", unmet);
    }

    public static MemberHealth silent(int number, String why) {
        return member(number, "ready", Optional.empty(), why);
    }

    public static MemberHealth absent(int number) {
        return new MemberHealth(
                new MemberName("lb-" + number),
                node(number),
                Optional.empty(),
                false,
                "absent",
                Optional.empty(),
                "",
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
            int number, String marker, Optional<MemberStatus> status, String silence, String... unmet) {
        return new MemberHealth(
                new MemberName("lb-" + number),
                node(number),
                Optional.of(new VmId(199 + number)),
                true,
                marker,
                status,
                silence,
                List.of(unmet));
    }

    private static NodeName node(int number) {
        return new NodeName(number == 1 ? "pluto" : "fergus");
    }
}
