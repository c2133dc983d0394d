package no.fribyte.lbprov.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.fribyte.lbprov.matrix.Trial.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of fault at each call: a problem in words that name the call, and a second run that heals. */
class FaultMatrixIT {
    /** Some wait in vain for an answer, so more than there are processors. */
    private static final int AT_A_TIME = 4;

    @TempDir
    static Path folder;

    private static Starts starts = new Starts(Path.of(""));

    @BeforeAll
    static void prepare() {
        starts = Starts.in(folder);
    }

    @TestFactory
    Stream<DynamicTest> create() throws Exception {
        return matrix(Scenario.CREATE);
    }

    @TestFactory
    Stream<DynamicTest> create_of_the_second_member() throws Exception {
        return matrix(Scenario.CREATE_SECOND);
    }

    @TestFactory
    Stream<DynamicTest> rebuild_of_the_holder() throws Exception {
        return matrix(Scenario.REBUILD_HOLDER);
    }

    @TestFactory
    Stream<DynamicTest> rebuild_of_the_other_member() throws Exception {
        return matrix(Scenario.REBUILD_STANDBY);
    }

    @TestFactory
    Stream<DynamicTest> destroy() throws Exception {
        return matrix(Scenario.DESTROY);
    }

    @TestFactory
    Stream<DynamicTest> destroy_of_the_second_member() throws Exception {
        return matrix(Scenario.DESTROY_SECOND);
    }

    private static Stream<DynamicTest> matrix(Scenario scenario) throws Exception {
        Recording recording = Recording.of(scenario, starts, folder);
        List<Case> cases = new Selection(scenario, recording).cases();
        String title = "fault matrix: %s, %d calls"
                .formatted(scenario, recording.moments().size());
        Map<Case, Outcome> outcomes = SideBySide.run(
                title,
                AT_A_TIME,
                cases,
                tried ->
                        new Trial(starts, recording, folder.resolve(scenario + "-" + cases.indexOf(tried))).run(tried));
        if (Table.WRITE) {
            Map<Case, Told> told = new LinkedHashMap<>();
            outcomes.forEach((tried, outcome) -> told.put(tried, outcome.told()));
            Table.write(scenario, told);
        }
        Table table = Table.of(scenario);
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest(
                "the table has these cases and no others",
                () -> assertThat(table.rows().keySet())
                        .containsExactlyElementsOf(
                                cases.stream().map(Case::toString).toList())));
        outcomes.forEach(
                (tried, outcome) -> tests.add(dynamicTest(tried.toString(), () -> judge(table, tried, outcome))));
        return tests.stream();
    }

    private static void judge(Table table, Case tried, Outcome outcome) {
        assertThat(outcome.wrong()).isEmpty();
        assertThat(outcome.told().toString()).isEqualTo(table.expected(tried).orElse("not in the table"));
    }
}
