package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import no.fribyte.lbprov.simulator.guest.GuestTiming;
import no.fribyte.lbprov.simulator.world.Timing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks take time, hold locks, and go on in another process. */
class TasksTest {
    private static final Map<String, String> SMALL = Map.of("vmid", "101", "pool", "lb", "scsi0", "local-lvm:1");

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private Simulator simulator;
    private PlainClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(options(directory.resolve("world")));
        client = PlainClient.of(simulator, "pluto");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private SimulatorOptions options(Path world) {
        Timing slow = Timing.demo();
        Timing impatient = new Timing(
                slow.download(),
                slow.create(),
                slow.copyVm(),
                slow.configure(),
                slow.resize(),
                slow.start(),
                slow.stop(),
                slow.shutdown(),
                slow.destroy(),
                slow.copyUpload(),
                slow.deleteVolume(),
                slow.snapshot(),
                Duration.ZERO);
        return SimulatorOptions.instant(world)
                .withTiming(impatient, GuestTiming.instant())
                .withClock(clock);
    }

    private String status(String upid) {
        JsonNode status = client.get("/nodes/pluto/tasks/" + upid + "/status").data();
        return status.path("status").asString() + " "
                + status.path("exitstatus").asString("");
    }

    @Test
    void a_vm_under_construction_is_locked() {
        String upid = client.post("/nodes/pluto/qemu", SMALL).data().asString();

        assertThat(upid).matches("UPID:pluto:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:qmcreate:101:lbprov@pve!demo:");
        assertThat(status(upid)).isEqualTo("running ");
        assertThat(simulator.world("pluto").vm(101).orElseThrow().lock()).contains("create");
        clock.pass(Duration.ofSeconds(2));
        assertThat(status(upid)).isEqualTo("stopped OK");
        assertThat(simulator.world("pluto").vm(101).orElseThrow().lock()).isEmpty();
    }

    @Test
    void a_change_during_a_task_runs_into_the_lock_file() {
        client.post("/nodes/pluto/qemu", SMALL).data();
        clock.pass(Duration.ofSeconds(2));
        client.post("/nodes/pluto/qemu/101/status/start", Map.of()).data();

        assertThat(client.put("/nodes/pluto/qemu/101/config", Map.of("cores", "3"))
                        .reason())
                .isEqualTo("can't lock file '/var/lock/qemu-server/lock-101.conf' - got timeout");
        clock.pass(Duration.ofSeconds(2));
        assertThat(client.put("/nodes/pluto/qemu/101/config", Map.of("cores", "3"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_change_waits_for_a_task_that_is_soon_done() {
        SimulatorOptions brisk = SimulatorOptions.instant(directory.resolve("brisk"))
                .withTiming(Timing.demo().times(0.02), GuestTiming.instant());
        try (Simulator real = Simulator.start(brisk)) {
            PlainClient patient = PlainClient.of(real, "pluto");
            patient.post("/nodes/pluto/qemu", SMALL).data();

            // pool rights reach the VM only when it is in the pool, so this asks as often as it takes
            Answer answer = patient.put("/nodes/pluto/qemu/101/config", Map.of("cores", "3"));
            while (answer.status() == 403) {
                answer = patient.put("/nodes/pluto/qemu/101/config", Map.of("cores", "3"));
            }
            patient.post("/nodes/pluto/qemu/101/status/start", Map.of()).data();
            assertThat(patient.put("/nodes/pluto/qemu/101/config", Map.of("cores", "4"))
                            .status())
                    .isEqualTo(200);
            assertThat(real.world("pluto").vm(101).orElseThrow().isRunning()).isTrue();
            assertThat(real.world("pluto").vm(101).orElseThrow().pending()).containsEntry("cores", "4");
        }
    }

    @Test
    void a_second_task_waits_for_the_first() {
        client.post("/nodes/pluto/qemu", SMALL).data();
        clock.pass(Duration.ofSeconds(2));
        client.post("/nodes/pluto/qemu/101/status/start", Map.of()).data();
        String stop = client.post("/nodes/pluto/qemu/101/status/stop", Map.of())
                .data()
                .asString();

        clock.pass(Duration.ofMillis(600));
        assertThat(status(stop)).isEqualTo("running ");
        assertThat(simulator.world("pluto").vm(101).orElseThrow().isRunning()).isTrue();
        clock.pass(Duration.ofMillis(600));
        assertThat(status(stop)).isEqualTo("stopped OK");
        assertThat(simulator.world("pluto").vm(101).orElseThrow().isRunning()).isFalse();
    }

    @Test
    void a_task_is_known_on_its_own_node_only() {
        String upid = client.post("/nodes/pluto/qemu", SMALL).data().asString();

        assertThat(client.get("/nodes/fergus/tasks/" + upid + "/status").error("upid"))
                .isEqualTo("no such task");
        assertThat(client.get("/nodes/fergus/tasks/" + upid + "/log").body())
                .contains("unable to open file - No such file or directory");
        assertThat(client.get("/nodes/pluto/tasks?source=active").data().findValuesAsString("upid"))
                .containsExactly(upid);
        assertThat(client.get("/nodes/pluto/tasks?source=active&vmid=102")
                        .data()
                        .isEmpty())
                .isTrue();
        clock.pass(Duration.ofSeconds(2));
        Answer log = client.get("/nodes/pluto/tasks/" + upid + "/log?limit=0");
        List<String> lines = log.data().findValuesAsString("t");
        assertThat(lines).last().isEqualTo("TASK OK");
        assertThat(log.json().path("total").asInt()).isEqualTo(lines.size());
    }

    @Test
    void a_list_has_fifty_rows_and_says_how_many_there_are() {
        client.post("/nodes/pluto/qemu", SMALL).data();
        clock.pass(Duration.ofSeconds(2));
        for (int i = 0; i < 59; i++) {
            client.post("/nodes/pluto/qemu/101/status/stop", Map.of()).data();
            clock.pass(Duration.ofSeconds(2));
        }

        Answer list = client.get("/nodes/pluto/tasks?vmid=101");
        assertThat(list.data().size()).isEqualTo(50);
        assertThat(list.json().path("total").asInt()).isEqualTo(60);
        assertThat(client.get("/nodes/pluto/tasks?vmid=101&limit=100&start=10&typefilter=qmstop")
                        .data()
                        .size())
                .isEqualTo(49);
        assertThat(list.data().path(0).path("user").asString()).isEqualTo("lbprov@pve");
        assertThat(list.data().path(0).path("tokenid").asString()).isEqualTo("demo");
        assertThat(list.data().path(0).path("status").asString()).isEqualTo("OK");
    }

    @Test
    void a_running_task_is_listed_as_such_and_has_an_empty_log() {
        String upid = client.post("/nodes/pluto/qemu", SMALL).data().asString();
        JsonNode row = client.get("/nodes/pluto/tasks?source=active").data().path(0);

        assertThat(row.path("status").asString()).isEqualTo("RUNNING");
        assertThat(row.path("user").asString()).isEqualTo("lbprov@pve!demo");
        assertThat(row.has("endtime")).isFalse();
        assertThat(client.get("/nodes/pluto/tasks").data().isEmpty()).isTrue();
        Answer log = client.get("/nodes/pluto/tasks/" + upid + "/log");
        assertThat(log.body()).contains("\"t\":\"no content\"", "\"n\":1", "\"total\":1");
        assertThat(client.get("/nodes/pluto/tasks/UPID:x/status").error("upid"))
                .isEqualTo("unable to parse worker upid");
    }

    @Test
    void a_stopped_task_does_not_do_its_work() {
        String upid = client.post("/nodes/pluto/qemu", SMALL).data().asString();

        client.delete("/nodes/pluto/tasks/" + upid).data();
        clock.pass(Duration.ofSeconds(2));
        assertThat(status(upid)).isEqualTo("stopped received interrupt");
        assertThat(simulator.world("pluto").vm(101)).isEmpty();
    }

    @Test
    void a_world_that_was_killed_goes_on_where_it_was() throws IOException {
        String upid = client.post("/nodes/pluto/qemu", SMALL).data().asString();
        Path killed = directory.resolve("killed");
        copy(directory.resolve("world"), killed);
        String ca = simulator.caPem();
        simulator.close();

        clock.pass(Duration.ofSeconds(60));
        simulator = Simulator.start(options(killed));
        client = PlainClient.of(simulator, "pluto");
        assertThat(simulator.caPem()).isEqualTo(ca);
        assertThat(status(upid)).isEqualTo("stopped OK");
        assertThat(simulator.world("pluto").task(upid).orElseThrow().end())
                .contains(clock.instant().minusMillis(58_500));
        assertThat(client.get("/nodes/pluto/qemu/101/config")
                        .data()
                        .path("scsi0")
                        .asString())
                .isEqualTo("local-lvm:vm-101-disk-0,size=1G");
        assertThat(simulator.writeLog()).hasSize(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Test
    void a_second_simulator_attaches_to_the_first() {
        try (SimulatorAccess second = Simulator.open(options(directory.resolve("world")))) {
            assertThat(second).isNotInstanceOf(Simulator.class);
            assertThat(second.endpoints()).isEqualTo(simulator.endpoints());
            assertThat(PlainClient.of(second, "fergus").get("/version").status())
                    .isEqualTo(200);
        }
        assertThat(client.get("/version").status()).isEqualTo(200);
    }

    @Test
    void the_announcement_of_a_dead_process_is_ignored() throws IOException {
        Path world = directory.resolve("other");
        Files.createDirectories(world);
        Files.writeString(
                world.resolve("server.json"),
                "{\"pid\":999999999,\"endpoints\":{},\"caPem\":\"\",\"tokenId\":\"\",\"tokenSecret\":\"\"}");

        try (SimulatorAccess access = Simulator.open(options(world))) {
            assertThat(access).isInstanceOf(Simulator.class);
        }
    }
}
