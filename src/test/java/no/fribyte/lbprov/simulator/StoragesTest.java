package no.fribyte.lbprov.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads, storages and the nodes they belong to. */
class StoragesTest {
    private static final String UPLOAD = "/nodes/pluto/storage/lbseed/upload";
    private static final String SHA256_OF_X = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";

    @TempDir
    Path directory;

    private Simulator simulator;
    private PlainClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.instant(directory.resolve("cluster")));
        client = PlainClient.of(simulator, "pluto");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Answer upload(String path, List<String> parts) {
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            String[] pair = part.split("=", 2);
            String file = pair[0].equals("filename") ? "; filename=\"" + pair[1] + "\"" : "";
            body.append("--b\r\nContent-Disposition: form-data; name=\"")
                    .append(pair[0])
                    .append('"')
                    .append(file);
            body.append("\r\n\r\n").append(file.isEmpty() ? pair[1] : "x").append("\r\n");
        }
        body.append("--b--\r\n");
        return client.call(
                "POST",
                path,
                RequestBody.create(body.toString().getBytes(UTF_8), MediaType.get("multipart/form-data; boundary=b")));
    }

    @Test
    void the_parts_of_an_upload_come_in_one_order() {
        assertThat(client.task(upload(
                        UPLOAD,
                        List.of(
                                "content=iso",
                                "checksum-algorithm=sha256",
                                "checksum=" + SHA256_OF_X,
                                "filename=x.iso"))))
                .isEqualTo("OK");
        assertThat(upload(
                                UPLOAD,
                                List.of(
                                        "checksum=" + SHA256_OF_X,
                                        "checksum-algorithm=sha256",
                                        "content=iso",
                                        "filename=x.iso"))
                        .status())
                .as("what stands before its turn is forgotten")
                .isEqualTo(200);
        assertThat(upload(UPLOAD, List.of("content=iso", "colour=red", "filename=x.iso"))
                        .status())
                .isEqualTo(501);
        assertThat(upload(UPLOAD + "?content=iso", List.of("filename=x.iso")).status())
                .isEqualTo(200);
    }

    @Test
    void a_wrong_checksum_is_the_tasks_to_find() {
        Answer answer =
                upload(UPLOAD, List.of("content=iso", "checksum-algorithm=sha256", "checksum=00", "filename=x.iso"));

        assertThat(client.task(answer)).isEqualTo("checksum mismatch: got '" + SHA256_OF_X + "' != expect '00'");
        assertThat(client.get("/nodes/pluto/storage/lbseed/content").data().isEmpty())
                .isTrue();
    }

    @Test
    void names_content_and_storage_must_fit_together() {
        assertThat(upload(UPLOAD, List.of("content=iso", "filename=x.txt")).error("filename"))
                .isEqualTo("wrong file extension");
        assertThat(upload(UPLOAD, List.of("content=import", "filename=x.qcow2")).reason())
                .isEqualTo("storage 'lbseed' does not support 'import' content");
        assertThat(upload(UPLOAD, List.of("content=snippets", "filename=x.yaml"))
                        .error("content"))
                .isEqualTo("value 'snippets' does not have a value in the enumeration 'iso, vztmpl, import'");
        assertThat(upload("/nodes/pluto/storage/local/upload", List.of("content=import", "filename=x.img"))
                        .error("filename"))
                .isEqualTo("invalid filename or wrong extension");
    }

    @Test
    void the_task_of_an_upload_runs_on_the_node_that_received_it() {
        Answer answer = client.upload("fergus", "lbseed", "x.iso", new byte[3]);

        assertThat(answer.data().asString()).startsWith("UPID:pluto:").contains(":imgcopy::");
        assertThat(client.task(answer)).isEqualTo("OK");
        assertThat(client.get("/nodes/pluto/storage/lbseed/content").data().isEmpty())
                .isTrue();
        assertThat(client.get("/nodes/fergus/storage/lbseed/content").data().size())
                .isEqualTo(1);
    }

    @Test
    void storages_are_filtered_by_content() {
        assertThat(client.get("/nodes/pluto/storage?content=images&enabled=1")
                        .data()
                        .findValuesAsString("storage"))
                .containsExactly("local-lvm", "basseng");
        assertThat(client.get("/nodes/nowhere/storage").reason()).startsWith("hostname lookup 'nowhere' failed - ");
    }

    @Test
    void nodes_that_stand_alone_share_nothing() {
        try (Simulator alone = Simulator.start(
                SimulatorOptions.instant(directory.resolve("alone")).withWorld(DemoWorld.standalone()))) {
            PlainClient pluto = PlainClient.of(alone, "pluto");
            PlainClient fergus = PlainClient.of(alone, "fergus");
            Map<String, String> vm = Map.of("vmid", "101", "pool", "lb");

            assertThat(pluto.task(pluto.post("/nodes/pluto/qemu", vm))).isEqualTo("OK");
            assertThat(fergus.task(fergus.post("/nodes/fergus/qemu", vm))).isEqualTo("OK");
            assertThat(pluto.get("/nodes/fergus/qemu").reason()).startsWith("hostname lookup 'fergus' failed");
            assertThat(pluto.get("/cluster/status").data().size()).isEqualTo(1);
            assertThat(pluto.get("/cluster/status").data().path(0).path("local").asInt())
                    .isEqualTo(1);
            assertThat(alone.caPem().split("BEGIN CERTIFICATE", -1)).hasSize(4);
        }
    }
}
