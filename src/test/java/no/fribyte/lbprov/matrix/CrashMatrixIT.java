package no.fribyte.lbprov.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.fribyte.lbprov.support.Death;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Dead after every single call, and between a call being done and its answer: the same command again ends as if nothing had been. */
class CrashMatrixIT {
    private static final int AT_A_TIME = 3;

    @TempDir
    static Path folder;

    private static Starts starts = new Starts(Path.of(""));

    /** Where a run dies. */
    private record Crash(int call, boolean answered, Moment at) {
        @Override
        public String toString() {
            // of two members side by side it may be the other one's call
            return "%s call %d, such as %s".formatted(answered ? "after" : "before the answer to", call, at);
        }
    }

    @BeforeAll
    static void prepare() {
        starts = Starts.in(folder);
    }

    @TestFactory
    Stream<DynamicTest> create() throws Exception {
        return matrix(Scenario.CREATE);
    }

    @TestFactory
    Stream<DynamicTest> rebuild() throws Exception {
        return matrix(Scenario.REBUILD_HOLDER);
    }

    @TestFactory
    Stream<DynamicTest> destroy() throws Exception {
        return matrix(Scenario.DESTROY);
    }

    @TestFactory
    Stream<DynamicTest> bake() throws Exception {
        return matrix(Scenario.BAKE);
    }

    private static Stream<DynamicTest> matrix(Scenario scenario) throws Exception {
        Recording recording = Recording.of(scenario, starts, folder);
        List<Crash> crashes = crashes(recording);
        Map<Crash, List<String>> wrong = SideBySide.run(
                "crash matrix: " + scenario,
                AT_A_TIME,
                crashes,
                crash -> wrong(scenario, recording, crash, folder.resolve(scenario + "-" + crashes.indexOf(crash))));
        return wrong.entrySet().stream()
                .map(each -> dynamicTest(
                        each.getKey().toString(),
                        () -> assertThat(each.getValue()).isEmpty()));
    }

    private static List<Crash> crashes(Recording recording) {
        List<Crash> crashes = new ArrayList<>();
        int call = 0;
        for (Moment at : recording.moments()) {
            call++;
            crashes.add(new Crash(call, true, at));
            if (!at.method().equals("GET")) {
                // whether the answer to a question was heard makes no difference to anybody else
                crashes.add(new Crash(call, false, at));
            }
        }
        return crashes;
    }

    private static List<String> wrong(Scenario scenario, Recording recording, Crash crash, Path own) {
        try (Lbprov lbprov = starts.lbprov(scenario, own)) {
            Shape untouched = Shape.of(lbprov.place());
            Guard before = Guard.over(lbprov.place(), scenario);
            Death.atCall(crash.call(), crash.answered(), lbprov, scenario.command());
            List<String> wrong = new ArrayList<>(before.broken());
            if (Shape.of(lbprov.place()).equals(untouched)) {
                // nothing was done yet: the second run is the undisturbed one
                return wrong;
            }
            if (scenario == Scenario.BAKE
                    && recording.differences(lbprov.place()).isEmpty()) {
                // it is done: a second run bakes a second one
                return wrong;
            }
            Guard after = Guard.over(lbprov.place(), scenario);
            Result again = lbprov.run(scenario.command());
            wrong.addAll(after.broken());
            if (again.exitCode() != 0) {
                wrong.add("the second run fails: " + Told.of(again));
            }
            wrong.addAll(recording.differences(lbprov.place()));
            lbprov.place().faults().clear();
            boolean pair = scenario != Scenario.DESTROY && scenario != Scenario.BAKE;
            if (pair && !lbprov.place().holders().equals(List.of("load-balancer-1"))) {
                wrong.add("these hold the virtual IPs: " + lbprov.place().holders());
            }
            return wrong;
        } finally {
            Starts.delete(own);
        }
    }
}
