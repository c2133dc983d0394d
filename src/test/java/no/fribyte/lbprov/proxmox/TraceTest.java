package no.fribyte.lbprov.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the trace shows, and what it must never show. */
class TraceTest {
    @SuppressWarnings("NullAway.Init")
    private TestNode node;

    @BeforeEach
    void open() throws IOException {
        node = new TestNode();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void an_exchange_is_one_line() {
        node.answers("{\"version\":\"9.1.1\",\"n\":1}");

        node.client().version();

        assertThat(node.traceLines())
                .containsExactly("{\"method\":\"GET\",\"path\":\"/version\",\"params\":{},\"status\":200,"
                        + "\"response\":{\"version\":\"9.1.1\",\"n\":1},\"ms\":0}");
    }

    @Test
    void parameters_are_shown_as_given_wherever_they_travel() {
        node.answers("\"" + TestNode.UPID + "\"").answers("\"" + TestNode.UPID + "\"");

        node.vm().destroy(true);
        node.client().node().createVm(TestNode.VM, Form.empty().with("boot", "order=scsi0;net0"));

        assertThat(node.traceLines().get(0))
                .contains("\"path\":\"/nodes/pluto/qemu/101\",\"params\":{\"purge\":\"1\"}");
        assertThat(node.traceLines().get(1)).contains("\"params\":{\"boot\":\"order=scsi0;net0\",\"vmid\":\"101\"}");
    }

    @Test
    void every_repetition_and_every_refusal_is_an_exchange() {
        node.refuses("596 Connection timed out", "").dropsAfterWork();
        node.refuses("400 Parameter verification failed.", "{\"data\":null,\"errors\":{\"path\":\"wrong\"}}");

        Attempt.of(() -> node.client().access().permissions());

        assertThat(node.traceLines())
                .extracting(line -> line.substring(line.indexOf("\"status\"")))
                .containsExactly(
                        "\"status\":596,\"response\":{\"message\":\"Connection timed out\"},\"ms\":0}",
                        "\"status\":null,\"response\":{\"message\":\"" + node.address()
                                + ": the server closed the connection without an answer\"},\"ms\":0}",
                        "\"status\":400,\"response\":{\"message\":\"Parameter verification failed.\","
                                + "\"errors\":{\"path\":\"wrong\"}},\"ms\":0}");
    }

    @Test
    void an_upload_shows_name_and_size_instead_of_bytes() {
        node.answers("\"" + TestNode.UPID + "\"");

        node.client()
                .node()
                .storage("local")
                .upload(Upload.iso("seed.iso", "SECRET BYTES".getBytes(StandardCharsets.US_ASCII)));

        assertThat(node.traceLines().get(0))
                .contains("\"params\":{\"content\":\"iso\",\"filename\":\"seed.iso\",\"size\":\"12\"}")
                .doesNotContain("SECRET BYTES");
    }

    @Test
    void secrets_are_dots() {
        node.trace.hide(new Secret("vault-word"));
        node.trace.hide(new Secret(""));
        node.answers("{\"pid\":1}").answers("{\"exited\":1,\"exitcode\":0,\"out-data\":\"a vault-word\"}");
        node.answers(
                "{\"sshkeys\":\"ssh-ed25519\",\"cipassword\":\"x\",\"description\":\"" + TestNode.TOKEN_SECRET + "\"}");
        node.answers("null");

        node.vm().agent().run(List.of("cat", "vault-word"), Optional.of("hidden input"), Duration.ofSeconds(1));
        node.vm().config();
        node.vm().updateNow(Form.empty().with("sshkeys", "k").with("cipassword", "pw"), Optional.empty());

        List<String> lines = node.traceLines();
        assertThat(lines.get(0)).contains("{\"command\":[\"cat\",\"••••\"],\"input-data\":\"••••\"}");
        assertThat(lines.get(1)).contains("\"out-data\":\"a ••••\"");
        assertThat(lines.get(2)).contains("\"sshkeys\":\"••••\",\"cipassword\":\"••••\",\"description\":\"••••\"");
        assertThat(lines.get(3)).contains("\"params\":{\"sshkeys\":\"••••\",\"cipassword\":\"••••\"}");
        assertThat(node.traced.toString()).doesNotContain(TestNode.TOKEN_SECRET, "vault-word", "PVEAPIToken");
    }

    @Test
    void each_line_is_in_the_file_before_the_next_call(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("trace");
        node.answers("{\"version\":\"9.1.1\"}");
        try (Trace trace = Trace.to(file);
                ProxmoxClient client = new ProxmoxClient(
                        node.endpoint(), ClientSettings.defaults().with(trace))) {
            client.version();

            assertThat(Files.readAllLines(file)).hasSize(1);
        }
    }

    @Test
    void a_trace_that_cannot_be_written_does_not_stop_the_work() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        node.answers("{\"version\":\"9.1.1\"}");
        try (ProxmoxClient client =
                new ProxmoxClient(node.endpoint(), ClientSettings.defaults().with(new Trace(full)))) {
            assertThat(client.version().major()).isEqualTo(9);
        }
    }
}
