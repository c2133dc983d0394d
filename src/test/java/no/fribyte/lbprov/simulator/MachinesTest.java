package no.fribyte.lbprov.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API tells the machines behind it, and what it hears from them. */
class MachinesTest {
    private static final String VM = "/nodes/pluto/qemu/101";
    private static final Map<String, String> NONE = Map.of();

    @TempDir
    Path directory;

    private final RecordedGuests machines = new RecordedGuests();
    private final TestClock clock = new TestClock();
    private Simulator simulator;
    private PlainClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.instant(directory.resolve("world"))
                .withWorld(DemoWorld.cluster().withPrivileges("LbprovVM", List.of("VM.Snapshot")))
                .withMachines(ignored -> machines)
                .withClock(clock));
        client = PlainClient.of(simulator, "pluto");
    }

    @AfterEach
    void stop() {
        machines.agentMayAnswer.countDown();
        simulator.close();
    }

    private String task(Answer answer) {
        String status = "/nodes/pluto/tasks/" + answer.data().asString() + "/status";
        return client.get(status).data().path("exitstatus").asString("running");
    }

    private Map<String, String> download(String checksum) {
        return Map.of(
                "content", "import",
                "filename", "noble.qcow2",
                "url", "https://localhost/noble.qcow2",
                "checksum-algorithm", "sha256",
                "checksum", checksum);
    }

    private void imageIsThere() throws IOException {
        machines.download =
                Optional.of(Files.writeString(directory.resolve("noble.qcow2"), "not much of a disk", UTF_8));
    }

    private Map<String, String> config(String disk) {
        Map<String, String> config = new TreeMap<>();
        config.put("vmid", "101");
        config.put("name", "lb-1");
        config.put("pool", "lb");
        config.put("agent", "1");
        config.put("onboot", "1");
        config.put("scsi0", disk);
        config.put("ide2", "none,media=cdrom");
        config.put("net0", "virtio,bridge=vmbr0");
        config.put("boot", "order=scsi0");
        return config;
    }

    private void started() {
        assertThat(task(client.post(VM + "/status/start", NONE))).isEqualTo("OK");
    }

    private void create() {
        assertThat(task(client.post("/nodes/pluto/qemu", config("local-lvm:4"))))
                .isEqualTo("OK");
        machines.news();
    }

    @Test
    void a_download_is_the_real_file_and_a_disk_is_made_of_it() throws IOException {
        imageIsThere();

        assertThat(task(client.post("/nodes/pluto/storage/local/download-url", download("ab".repeat(32)))))
                .startsWith("checksum mismatch: got '");
        String right = task(client.post("/nodes/pluto/storage/local/download-url", download("cd".repeat(32))))
                .replaceFirst("checksum mismatch: got '([0-9a-f]{64})'.*", "$1");
        assertThat(task(client.post("/nodes/pluto/storage/local/download-url", download(right))))
                .isEqualTo("OK");
        String disk = "local-lvm:0,import-from=local:import/noble.qcow2";
        assertThat(task(client.post("/nodes/pluto/qemu", config(disk)))).isEqualTo("OK");
        assertThat(machines.news()).singleElement().asString().matches("make disk-pluto-\\d+ Image 18");
    }

    @Test
    void what_a_machine_refuses_ends_the_task_in_its_words() throws IOException {
        // the world believes in the image, but nobody has its bytes
        assertThat(task(client.post("/nodes/pluto/storage/local/download-url", download("ab".repeat(32)))))
                .isEqualTo("OK");

        String disk = "local-lvm:0,import-from=local:import/noble.qcow2";
        assertThat(task(client.post("/nodes/pluto/qemu", config(disk)))).isEqualTo("no bytes of noble.qcow2");
        assertThat(simulator.world("pluto").vm(101)).isEmpty();
    }

    @Test
    void a_machine_is_told_of_its_power_and_of_every_change_while_it_runs() {
        create();
        client.put(VM + "/config", Map.of("net0", "virtio,bridge=vmbr0,link_down=1"));
        assertThat(machines.news()).as("it is off").isEmpty();
        assertThat(task(client.put(VM + "/resize", Map.of("disk", "scsi0", "size", "8G"))))
                .isEqualTo("OK");
        assertThat(machines.news()).singleElement().asString().matches("grow disk-pluto-\\d+ 8589934592");
        assertThat(task(client.post(VM + "/status/start", NONE))).isEqualTo("OK");
        client.put(VM + "/config", Map.of("net0", "virtio,bridge=vmbr0"));
        assertThat(machines.news()).containsExactly("on lb-1", "change lb-1 medium=false link=true");
        assertThat(task(client.post(VM + "/status/reset", NONE))).isEqualTo("OK");
        assertThat(task(client.post(VM + "/status/stop", NONE))).isEqualTo("OK");
        assertThat(machines.news()).containsExactly("reset lb-1", "off lb-1");
        assertThat(task(client.delete(VM))).isEqualTo("OK");
        assertThat(machines.news()).singleElement().asString().startsWith("wipe disk-pluto-");
    }

    @Test
    void a_shutdown_takes_as_long_as_the_guest_and_not_for_ever() {
        create();
        started();
        Answer asked = client.post(VM + "/status/shutdown", NONE);
        assertThat(task(asked)).isEqualTo("running");
        clock.pass(Duration.ofSeconds(5));
        assertThat(task(asked)).isEqualTo("running");
        machines.obeysShutdown = true;
        clock.pass(Duration.ofSeconds(5));
        assertThat(task(asked)).isEqualTo("OK");
        assertThat(client.get(VM + "/status/current").data().path("status").asString())
                .isEqualTo("stopped");

        machines.obeysShutdown = false;
        started();
        Answer inVain = client.post(VM + "/status/shutdown", NONE);
        assertThat(task(inVain)).isEqualTo("running");
        clock.pass(Duration.ofSeconds(61));
        assertThat(task(inVain)).isEqualTo("VM quit/powerdown failed - got timeout");
        assertThat(client.get(VM + "/status/current").data().path("status").asString())
                .isEqualTo("running");
    }

    @Test
    void a_guest_that_switches_itself_off_is_stopped() {
        create();
        started();
        machines.off.add("lb-1");
        assertThat(client.get(VM + "/status/current").data().path("status").asString())
                .isEqualTo("stopped");
        assertThat(task(client.post(VM + "/status/start", NONE))).isEqualTo("OK");
    }

    @Test
    void a_snapshot_holds_the_disks_and_a_rollback_brings_them_back_under_a_new_generation_id() {
        create();
        assertThat(task(client.post(VM + "/snapshot", Map.of("snapname", "before"))))
                .isEqualTo("OK");
        assertThat(machines.news()).singleElement().asString().matches("snapshot disk-pluto-\\d+ before");
        client.put(VM + "/config", Map.of("description", "later"));
        started();
        machines.news();
        String old =
                simulator.world("pluto").vm(101).orElseThrow().option("vmgenid").orElseThrow();

        assertThat(task(client.post(VM + "/snapshot/before/rollback", Map.of("start", "1"))))
                .isEqualTo("OK");
        assertThat(machines.news())
                .satisfiesExactly(
                        off -> assertThat(off).isEqualTo("off lb-1"),
                        back -> assertThat(back).matches("rollback disk-pluto-\\d+ before"),
                        on -> assertThat(on).isEqualTo("on lb-1"));
        assertThat(simulator.world("pluto").vm(101).orElseThrow().option("description"))
                .isEmpty();
        assertThat(simulator
                        .world("pluto")
                        .vm(101)
                        .orElseThrow()
                        .option("vmgenid")
                        .orElseThrow())
                .isNotEqualTo(old);
        assertThat(task(client.delete(VM + "/snapshot/before"))).isEqualTo("OK");
        assertThat(machines.news()).singleElement().asString().startsWith("forget disk-pluto-");
        assertThat(task(client.post(VM + "/snapshot/before/rollback", NONE)))
                .isEqualTo("snapshot 'before' does not exist");
    }

    @Test
    void others_work_on_while_an_agent_is_waited_for() {
        create();
        started();
        CompletableFuture<Answer> ping = CompletableFuture.supplyAsync(() -> client.post(VM + "/agent/ping", NONE));
        assertThat(client.get(VM + "/config").data().path("name").asString()).isEqualTo("lb-1");
        assertThat(ping).isNotDone();
        machines.agentMayAnswer.countDown();
        assertThat(ping.join().data().path("result").isEmpty()).isTrue();
    }

    @Test
    void what_an_agent_says_is_told_apart_from_its_silence() {
        create();
        started();
        assertThat(client.post(VM + "/agent/exec", Map.of("command", "/bin/true"))
                        .reason())
                .contains("Agent error: no /bin/true");
        assertThat(client.get(VM + "/agent/exec-status?pid=7")
                        .data()
                        .path("exited")
                        .asInt())
                .isZero();
        assertThat(client.post(VM + "/agent/file-write", Map.of("file", "/x", "content", "y"))
                        .reason())
                .isEqualTo("VM 101 qga command 'guest-file-open' failed - got timeout");
        assertThat(client.get(VM + "/agent/get-osinfo")
                        .data()
                        .path("result")
                        .path("asked")
                        .asString())
                .isEqualTo("get-osinfo");
    }

    @Test
    void a_node_that_lost_its_power_answers_nobody_and_boots_what_is_to_start_with_it() {
        create();
        started();
        PlainClient other = PlainClient.of(simulator, "fergus");
        machines.unreached.add("pluto");
        machines.off.add("lb-1");
        assertThat(other.get(VM + "/config").status()).isEqualTo(595);
        assertThat(other.post(VM + "/status/start", NONE).status()).isEqualTo(595);
        machines.unreached.add("skaftetrynet");
        assertThat(other.post("/nodes/fergus/qemu", Map.of("vmid", "102", "pool", "lb"))
                        .reason())
                .contains("no quorum");
        machines.unreached.clear();
        assertThat(client.get(VM + "/status/current").data().path("status").asString())
                .isEqualTo("stopped");
        machines.news();
        assertThat(simulator.boot("pluto")).isEmpty();
        assertThat(machines.news()).containsExactly("on lb-1");
    }
}
