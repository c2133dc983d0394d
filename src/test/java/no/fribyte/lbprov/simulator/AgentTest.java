package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The guest agent as it looks through Proxmox. */
class AgentTest {
    private static final String VM = "/nodes/pluto/qemu/101";
    private static final String AGENT = VM + "/agent/";

    @TempDir
    Path directory;

    private Simulator simulator;
    private PlainClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.instant(directory));
        client = PlainClient.of(simulator, "pluto");
        client.task(client.post(
                "/nodes/pluto/storage/local/download-url",
                Map.of(
                        "content", "import",
                        "filename", "noble-baked.qcow2",
                        "url", "https://images.example/noble-baked.img")));
        client.task(client.post(
                "/nodes/pluto/qemu",
                Map.of(
                        "vmid", "101",
                        "pool", "lb",
                        "scsi0", "local-lvm:0,import-from=local:import/noble-baked.qcow2",
                        "net0", "virtio=BC:24:11:00:00:01,bridge=vmbr0")));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void boot() {
        client.put(VM + "/config", Map.of("agent", "1")).data();
        assertThat(client.task(client.post(VM + "/status/start", Map.of()))).isEqualTo("OK");
    }

    @Test
    void each_reason_for_silence_has_its_words() {
        assertThat(client.post(AGENT + "ping", Map.of()).reason()).isEqualTo("No QEMU guest agent configured");
        client.put(VM + "/config", Map.of("agent", "enabled=1")).data();
        assertThat(client.post(AGENT + "ping", Map.of()).reason()).isEqualTo("VM 101 is not running");
        client.task(client.post(VM + "/status/start", Map.of()));
        assertThat(client.post(AGENT + "ping", Map.of()).data().has("result")).isTrue();
    }

    @Test
    void what_the_agent_itself_refuses_comes_inside_a_200() {
        boot();

        JsonNode refused =
                client.post(VM + "/agent", Map.of("command", "get-fsinfo")).data();
        assertThat(refused.path("result").path("error").path("class").asString())
                .isEqualTo("CommandNotFound");
        assertThat(client.post(VM + "/agent", Map.of("command", "ping"))
                        .data()
                        .path("result")
                        .isEmpty())
                .isTrue();
        assertThat(client.get(AGENT + "info")
                        .data()
                        .path("result")
                        .path("supported_commands")
                        .findValuesAsString("name"))
                .contains("guest-exec");
    }

    @Test
    void a_file_comes_back_as_characters_for_bytes() {
        boot();
        client.post(AGENT + "file-write", Map.of("file", "/root/x", "content", "w6Zo", "encode", "0"))
                .data();

        JsonNode read = client.get(AGENT + "file-read?file=/root/x").data();
        assertThat(read.path("bytes-read").asInt()).isEqualTo(3);
        assertThat(read.path("content").asString()).isEqualTo("\u00c3\u00a6h");
        assertThat(client.get(AGENT + "file-read?file=/nowhere").reason())
                .isEqualTo("Agent error: failed to open file '/nowhere' (mode: 'r'): No such file or directory");
        assertThat(client.post(AGENT + "file-write", Map.of("file", "/root/x", "content", "\u2603"))
                        .reason())
                .startsWith("Wide character in subroutine entry");
    }

    @Test
    void a_program_is_waited_for_once() {
        boot();
        RequestBody body = RequestBody.create(
                "{\"command\":[\"cat\"],\"input-data\":\"text\"}", MediaType.get("application/json"));

        Answer started = client.call("POST", AGENT + "exec", body);
        long pid = started.data().path("pid").asLong();
        JsonNode status = client.get(AGENT + "exec-status?pid=" + pid).data();
        assertThat(status.path("exited").asInt()).isEqualTo(1);
        assertThat(status.path("out-data").asString()).isEqualTo("text");
        assertThat(status.path("exitcode").asInt(-1)).isZero();
        assertThat(client.get(AGENT + "exec-status?pid=" + pid).reason())
                .isEqualTo("Agent error: PID " + pid + " does not exist");
    }

    @Test
    void a_program_that_is_not_there_is_an_error_of_the_agent() {
        boot();

        assertThat(client.post(AGENT + "exec", Map.of("command", "/no/such")).reason())
                .startsWith("Agent error: ")
                .contains("/no/such");
    }

    @Test
    void the_interfaces_are_those_of_the_machine() {
        boot();

        assertThat(client.get(AGENT + "network-get-interfaces").data().findValuesAsString("hardware-address"))
                .contains("bc:24:11:00:00:01");
        assertThat(client.get(AGENT + "get-osinfo")
                        .data()
                        .path("result")
                        .path("id")
                        .asString())
                .isEqualTo("ubuntu");
    }
}
