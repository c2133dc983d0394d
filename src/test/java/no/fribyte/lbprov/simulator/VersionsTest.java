package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tells Proxmox VE 8.2, 8.4, 9.0 and 9.1 apart. */
class VersionsTest {
    private static final String VM = "/nodes/pluto/qemu/101";
    private static final String UNKNOWN =
            "property is not defined in schema and the schema does not allow additional properties";

    @TempDir
    Path directory;

    private @Nullable Simulator simulator;

    private PlainClient client(String version) {
        simulator = Simulator.start(SimulatorOptions.instant(directory).withVersion(version));
        return PlainClient.of(simulator, "pluto");
    }

    private PlainClient withVm(String version) {
        PlainClient client = client(version);
        Map<String, String> vm = Map.of("vmid", "101", "pool", "lb", "agent", "1", "scsi0", "local-lvm:1");
        assertThat(client.task(client.post("/nodes/pluto/qemu", vm))).isEqualTo("OK");
        return client;
    }

    @AfterEach
    void stop() {
        Optional.ofNullable(simulator).ifPresent(Simulator::close);
    }

    @ParameterizedTest
    @CsvSource({"8.2, false", "8.4, true", "9.0, true", "9.1, true"})
    void the_text_of_an_error_is_in_the_body_from_8_4_on(String version, boolean inBody) {
        Answer answer = client(version).get("/nodes/fergus/qemu/9000/config");

        assertThat(answer.reason()).startsWith("Configuration file 'nodes/fergus");
        assertThat(answer.json().has("message")).isEqualTo(inBody);
        assertThat(answer.json().has("data")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"8.2, 65536", "8.4, 524288", "9.1, 524288"})
    void a_body_may_be_so_long(String version, int limit) {
        PlainClient client = client(version);
        MediaType form = MediaType.get("application/x-www-form-urlencoded");
        String path = "/nodes/pluto/qemu/9000/config";

        Answer fits = client.call("PUT", path, RequestBody.create("a=" + "x".repeat(limit - 2), form));
        assertThat(fits.error("a")).isEqualTo(UNKNOWN);
        Answer longer = client.call("PUT", path, RequestBody.create("a=" + "x".repeat(limit - 1), form));
        assertThat(longer.status()).isEqualTo(501);
        assertThat(longer.reason()).isEqualTo("for data too large");
    }

    @ParameterizedTest
    @CsvSource({
        "8.2, VM.Monitor, VM.Monitor",
        "8.4, VM.Monitor, VM.Monitor",
        "9.0, VM.GuestAgent.Audit, VM.GuestAgent.Unrestricted",
        "9.1, VM.GuestAgent.Audit, VM.GuestAgent.Unrestricted"
    })
    void the_agent_needs_the_rights_of_the_version(String version, String ping, String exec) {
        PlainClient client = withVm(version);

        assertThat(client.get("/access/permissions").data().path("/vms/101").propertyNames())
                .contains(ping, exec);
        assertThat(client.post(VM + "/agent/ping", Map.of()).reason()).isEqualTo("VM 101 is not running");
    }

    @ParameterizedTest
    @CsvSource({"8.4, VM.GuestAgent.Audit", "9.1, VM.Monitor", "9.1, VM.Audti"})
    void a_role_with_an_unknown_privilege_is_refused(String version, String privilege) {
        WorldSpec demo = DemoWorld.cluster();
        WorldSpec world = new WorldSpec(
                demo.cluster(),
                demo.nodes(),
                demo.pools(),
                List.of(new WorldSpec.Role("LbprovVM", List.of("VM.Audit", privilege))),
                demo.users(),
                demo.acls(),
                demo.templates(),
                demo.images());
        SimulatorOptions options =
                SimulatorOptions.instant(directory).withVersion(version).withWorld(world);

        assertThatThrownBy(() -> Simulator.start(options))
                .hasMessage("invalid privilege '" + privilege + "' in role 'LbprovVM'");
    }

    @ParameterizedTest
    @CsvSource({"8.2, false", "8.4, false", "9.0, false", "9.1, true"})
    void only_the_newest_agent_reads_files_in_parts(String version, boolean known) {
        Answer answer = withVm(version).get(VM + "/agent/file-read?file=/x&offset=1&count=2&decode=0");

        for (String parameter : List.of("offset", "count", "decode")) {
            assertThat(answer.error(parameter)).isEqualTo(known ? "" : UNKNOWN);
        }
    }

    @ParameterizedTest
    @CsvSource({"8.1, false", "8.2, true", "9.1, true"})
    void a_hanging_shutdown_can_be_overruled(String version, boolean known) {
        Answer answer = withVm(version).post(VM + "/status/stop", Map.of("overrule-shutdown", "1"));

        assertThat(answer.error("overrule-shutdown")).isEqualTo(known ? "" : UNKNOWN);
    }

    @Test
    void version_8_2_knows_no_images_to_import() {
        PlainClient client = client("8.2");

        assertThat(client.get("/nodes/pluto/storage/local/status")
                        .data()
                        .path("content")
                        .asString())
                .isEqualTo("iso,vztmpl,backup");
        Answer download = client.post(
                "/nodes/pluto/storage/local/download-url",
                Map.of("content", "import", "filename", "x.qcow2", "url", "https://images.example/x"));
        assertThat(download.error("content"))
                .isEqualTo("value 'import' does not have a value in the enumeration 'iso, vztmpl'");
    }

    @ParameterizedTest
    @CsvSource({"8.3, x.qcow2, invalid filename or wrong extension", "8.3, x.ova, ''", "8.4, x.qcow2, ''"})
    void disk_images_can_be_taken_in_from_8_4_on(String version, String file, String text) {
        Answer download = client(version)
                .post(
                        "/nodes/pluto/storage/local/download-url",
                        Map.of("content", "import", "filename", file, "url", "https://images.example/x"));

        assertThat(download.error("filename")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"8.0, \"type check ('boolean') failed - got JSON::PP::Boolean\"", "8.2, ''", "9.1, ''"})
    void json_has_booleans_since_8_1(String version, String text) {
        RequestBody json = RequestBody.create("{\"onboot\": true}", MediaType.get("application/json"));

        String got = client(version)
                .call("PUT", "/nodes/pluto/qemu/9000/config", json)
                .error("onboot");
        assertThat(got).isEqualTo(text.replace("\"", ""));
    }
}
