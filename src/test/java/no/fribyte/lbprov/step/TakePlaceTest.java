package no.fribyte.lbprov.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import no.fribyte.lbprov.plan.Demo;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.world.Vm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second VM is begun while the first one is being made; what became of it is its own step's business. */
class TakePlaceTest {
    private static final String FIRST = "POST /nodes/pluto/qemu";
    private static final String SECOND = "POST /nodes/fergus/qemu";
    private static final Vm FOREIGN = Vm.stopped(201, "fergus", Map.of("name", "somebody-elses"));

    @TempDir
    Path directory;

    private StepWorld world;
    private TakePlace take;
    private Making second;

    @BeforeEach
    void open() {
        world = new StepWorld(directory, new Demo());
        world.creating(Demo.ONE).stream().limit(1).forEach(world::run);
        world.creating(Demo.TWO).stream().limit(1).forEach(world::run);
        take = world.taking();
        second = take.others().get(0);
        world.forgetWrites();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void the_second_vm_is_begun_before_the_first_one_is_waited_for() {
        world.run(take);

        assertThat(world.writes()).containsExactly(FIRST, SECOND);
        assertThat(world.option(200, "name")).isEqualTo("lb-1");
    }

    @Test
    void its_own_step_waits_for_it_and_makes_it_no_second_time() {
        world.run(take);
        world.forgetWrites();

        world.run(second);

        assertThat(world.writes()).isEmpty();
        assertThat(world.option(201, "name")).isEqualTo("lb-2");
    }

    @Test
    void nothing_is_begun_when_the_first_call_is_refused() {
        world.faults().on("POST", "/nodes/pluto/qemu").is(new Fault.Refuse(403, "Permission check failed"));

        world.failure(take);

        assertThat(world.writes()).containsExactly(FIRST);
    }

    @Test
    void a_refusal_of_the_second_call_is_told_by_its_own_step() {
        world.faults().on("POST", "/nodes/fergus/qemu").is(new Fault.Refuse(403, "Permission check failed (x)"));
        world.run(take);
        world.forgetWrites();

        assertThat(world.failure(second).problems().get(0).line()).contains("Permission check failed (x)");
        assertThat(world.writes()).isEmpty();
    }

    @Test
    void a_number_that_was_taken_for_a_moment_is_asked_for_again() {
        world.simulator().change("fergus", there -> there.put(FOREIGN));
        world.run(take);
        assertThat(world.option(201, "name")).isEqualTo("somebody-elses");
        world.simulator().change("fergus", there -> there.removeVm(201));

        world.run(second);

        assertThat(world.writes()).containsExactly(FIRST, SECOND, SECOND);
        assertThat(world.option(201, "name")).isEqualTo("lb-2");
    }

    @Test
    void a_lost_answer_is_looked_for_by_its_own_step() {
        world.faults().on("POST", "/nodes/fergus/qemu").is(new Fault.DropAfterWork());
        world.run(take);

        world.run(second);

        assertThat(world.writes()).containsExactly(FIRST, SECOND);
        assertThat(world.option(201, "name")).isEqualTo("lb-2");
    }

    @Test
    void a_task_that_fails_is_told_by_its_own_step() {
        world.faults().on("POST", "/nodes/fergus/qemu").is(new Fault.TaskFails("out of luck"));
        world.run(take);

        assertThat(world.failure(second).problems().get(0).line())
                .startsWith("cannot create VM 201 on fergus")
                .contains("out of luck");
    }
}
