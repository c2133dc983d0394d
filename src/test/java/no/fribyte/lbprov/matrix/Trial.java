package no.fribyte.lbprov.matrix;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.proxmox.Timeouts;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.Result;

/** Runs one case: the command with the fault and, if that left work, the command again without it. */
record Trial(Starts starts, Recording recording, Path folder) {
    /** Long for a machine that has a lot to do, short for who waits in vain. */
    private static final Duration IN_VAIN = Duration.ofMillis(1500);

    /**
     * How it went.
     *
     * @param wrong what must never be, whatever went wrong
     */
    record Outcome(Told told, List<String> wrong) {}

    Outcome run(Case tried) {
        try (Lbprov lbprov = starts.lbprov(tried.scenario(), folder)) {
            if (tried.kind() == Kind.HANG) {
                lbprov.waiting(new Timeouts(IN_VAIN, IN_VAIN, IN_VAIN, IN_VAIN, IN_VAIN));
            }
            return run(tried, lbprov);
        } finally {
            Starts.delete(folder);
        }
    }

    private Outcome run(Case tried, Lbprov lbprov) {
        Place place = lbprov.place();
        Shape before = Shape.of(place);
        List<String> wrong = new ArrayList<>();
        Guard guard = Guard.over(place, tried.scenario());
        tried.kind().lay(tried.at(), place);
        Result first = lbprov.run(tried.scenario().command());
        Told told = Told.of(first);
        wrong.addAll(guard.broken());
        wrong.addAll(badlyTold(first, told));
        Kind.mend(place);
        boolean untouched = first.exitCode() != 0 && Shape.of(place).equals(before);
        if (tried.scenario().rebuilds() && !untouched && place.holders().size() != 1) {
            wrong.add("after the failure these hold the virtual IPs: " + place.holders());
        }
        boolean takenBack = first.err().contains("taking back")
                && told.errors().stream().noneMatch(error -> error.contains("not everything was taken back"));
        if (takenBack && !untouched) {
            wrong.add("it says that all was taken back, but: " + new Recording(List.of(), before).differences(place));
        }
        if (!untouched) {
            wrong.addAll(heal(tried, lbprov, first.exitCode() == 0));
        }
        return new Outcome(told, wrong);
    }

    private List<String> heal(Case tried, Lbprov lbprov, boolean whole) {
        List<String> wrong = new ArrayList<>();
        if (!whole) {
            Result second = lbprov.run(tried.scenario().command());
            if (second.exitCode() != 0) {
                wrong.add("the second run does not heal: " + Told.of(second));
            }
        }
        wrong.addAll(recording.differences(lbprov.place()));
        return wrong;
    }

    /** Whatever goes wrong, a user must get a reason and something to try. */
    private static List<String> badlyTold(Result result, Told told) {
        List<String> wrong = new ArrayList<>();
        if (result.exitCode() == 1 || result.err().contains("Exception")) {
            wrong.add("a bug: " + result.err());
        }
        if (result.exitCode() != 0 && told.errors().isEmpty()) {
            wrong.add("nothing is told: " + result.err());
        }
        told.errors().stream()
                .filter(error -> !error.contains(" why: ") || !error.contains(" try: "))
                .forEach(error -> wrong.add("no reason, or nothing to try: " + error));
        return wrong;
    }
}
