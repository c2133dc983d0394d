package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import no.fribyte.lbprov.simulator.fault.Call;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.world.Vm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be made to go wrong. */
class FaultsTest {
    private static final String QEMU = "/nodes/pluto/qemu";

    @TempDir
    Path directory;

    private Simulator simulator;
    private PlainClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.instant(directory));
        client = PlainClient.of(simulator, "pluto");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Answer create(int vmid) {
        return client.post(QEMU, Map.of("vmid", Integer.toString(vmid), "pool", "lb", "scsi0", "local-lvm:1"));
    }

    @Test
    void the_second_call_of_a_kind_is_refused() {
        simulator.faults().on("POST", "/nodes/*/qemu").call(2).is(new Fault.Refuse(500, "out of luck"));

        assertThat(create(101).status()).isEqualTo(200);
        assertThat(create(102).reason()).isEqualTo("out of luck");
        assertThat(create(102).status()).isEqualTo(200);
    }

    @Test
    void work_goes_on_although_the_gateway_gave_up() {
        simulator.faults().on("POST", QEMU).is(new Fault.AnswerAfterWork(596, "Connection timed out"));

        assertThat(create(101).status()).isEqualTo(596);
        assertThat(simulator.world("pluto").vm(101)).isPresent();
    }

    @Test
    void a_dropped_connection_may_mean_that_the_work_was_done_or_not() {
        simulator.faults().on("POST", QEMU).is(new Fault.DropBeforeWork());
        assertThatThrownBy(() -> create(101)).isInstanceOf(UncheckedIOException.class);
        assertThat(simulator.world("pluto").vm(101)).isEmpty();

        simulator.faults().on("POST", QEMU).is(new Fault.DropAfterWork());
        assertThatThrownBy(() -> create(101)).isInstanceOf(UncheckedIOException.class);
        assertThat(simulator.world("pluto").vm(101)).isPresent();
        assertThat(simulator.writeLog()).hasSize(1);
    }

    @Test
    void a_task_fails_without_an_effect_or_ends_with_warnings() {
        simulator.faults().on("POST", QEMU).is(new Fault.TaskFails("no space left on device"));
        assertThat(client.task(create(101))).isEqualTo("no space left on device");
        assertThat(simulator.world("pluto").vm(101)).isEmpty();

        client.task(create(101));
        simulator.faults().on("DELETE", QEMU + "/*").is(new Fault.TaskWarns(List.of("disk is busy", "still")));
        assertThat(client.task(client.delete(QEMU + "/101"))).isEqualTo("WARNINGS: 2");
        assertThat(simulator.world("pluto").vm(101)).isEmpty();
    }

    @Test
    void a_call_hangs() {
        simulator.faults().on("GET", "/version").is(new Fault.Hang(Duration.ofMillis(30)));

        long begin = System.nanoTime();
        client.get("/version").data();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void a_node_that_is_down_is_595_through_others_and_silent_itself() {
        simulator.faults().nodeDown("fergus");

        Answer answer = client.get("/nodes/fergus/qemu");
        assertThat(answer.status()).isEqualTo(595);
        assertThat(answer.body()).isEmpty();
        assertThatThrownBy(() -> PlainClient.of(simulator, "fergus").get("/version"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(client.get("/cluster/resources?type=node").data().findValuesAsString("status"))
                .containsExactly("online", "offline", "online");
        simulator.faults().nodeUp("fergus");
        assertThat(client.get("/nodes/fergus/qemu").status()).isEqualTo(200);
    }

    @Test
    void without_quorum_nothing_is_written() {
        simulator.faults().loseQuorum();

        assertThat(create(101).reason()).isEqualTo("cluster not ready - no quorum?");
        assertThat(client.get("/cluster/status").data().path(0).path("quorate").asInt())
                .isZero();
        simulator.faults().regainQuorum();
        assertThat(create(101).status()).isEqualTo(200);
    }

    @Test
    void something_happens_to_the_place_in_the_moment_of_a_call() {
        List<Call> calls = new ArrayList<>();
        simulator.faults().on("POST", QEMU).then(calls::add);
        simulator
                .faults()
                .on("POST", QEMU)
                .then(call -> simulator.change(
                        "pluto", world -> world.put(Vm.stopped(101, "pluto", Map.of("name", "someone-elses")))));

        assertThat(create(101).reason()).contains("VM 101 already exists");
        assertThat(calls).containsExactly(new Call("POST", QEMU));
        assertThat(simulator.world("pluto").vm(101).orElseThrow().name()).isEqualTo("someone-elses");
    }

    @Test
    void a_task_does_its_work_and_nobody_is_told() {
        simulator.faults().on("POST", QEMU).is(new Fault.TaskUntold());

        assertThat(client.task(create(101))).isEqualTo("unexpected status");
        assertThat(simulator.world("pluto").vm(101)).isPresent();
    }

    @Test
    void a_node_comes_back_after_some_calls_in_vain() {
        simulator.faults().nodeDown("fergus", 2);

        assertThat(client.get("/nodes/fergus/qemu").status()).isEqualTo(595);
        assertThat(client.get("/nodes/fergus/qemu").status()).isEqualTo(595);
        assertThat(client.get("/nodes/fergus/qemu").status()).isEqualTo(200);
    }

    @Test
    void tokens_expire_between_two_calls() {
        simulator
                .faults()
                .on("GET", "/version")
                .call(2)
                .then(call -> simulator.faults().expireTokens());

        assertThat(client.get("/version").status()).isEqualTo(200);
        Answer refused = client.get("/version");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEmpty();
        assertThat(client.get("/nodes").status()).isEqualTo(401);
        simulator.faults().clear();
        assertThat(client.get("/version").status()).isEqualTo(200);
    }

    @Test
    void certificates_of_a_stranger_are_shown_until_they_are_renewed() {
        assertThat(client.get("/version").status()).isEqualTo(200);
        simulator.mistakeCertificates();
        // on a connection that is open it does not show
        client.get("/version");

        assertThatThrownBy(() -> client.get("/version"))
                .isInstanceOf(UncheckedIOException.class)
                .hasStackTraceContaining("SSLHandshakeException");
        simulator.renewCertificates();
        assertThat(client.get("/version").status()).isEqualTo(200);
    }

    @Test
    void a_gateway_and_a_refused_token_say_nothing_but_their_reason() {
        simulator.faults().on("GET", "/version").is(new Fault.Refuse(596, "Connection timed out"));

        assertThat(client.get("/version").body()).isEmpty();
    }
}
