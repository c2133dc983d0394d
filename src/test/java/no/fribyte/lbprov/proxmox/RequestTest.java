package no.fribyte.lbprov.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.model.VmId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, to the byte where Proxmox minds the byte. */
class RequestTest {
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
    void the_token_travels_in_the_header_as_proxmox_wants_it() throws Exception {
        node.answers("{\"version\":\"8.4.1\",\"release\":\"8.4\"}");

        PveVersion version = node.client().version();

        RecordedRequest request = node.received();
        assertThat(version.isAtLeast(8, 4)).isTrue();
        assertThat(request.getRequestLine()).isEqualTo("GET /api2/json/version HTTP/1.1");
        assertThat(request.getHeaders().get("Authorization"))
                .isEqualTo("PVEAPIToken=lbprov@pve!cli=" + TestNode.TOKEN_SECRET);
        assertThat(request.getHeaders().names()).doesNotContain("Content-Length", "Transfer-Encoding", "Cookie");
    }

    @Test
    void a_form_escapes_semicolons_repeats_arrays_and_writes_booleans_as_digits() throws Exception {
        node.answers("\"" + TestNode.UPID + "\"");
        Form settings = Form.empty()
                .with("boot", "order=scsi0;net0")
                .with("onboot", true)
                .with("name", "a b+c&d=æ")
                .with("list", List.of("x", "y"));

        node.client().node().createVm(TestNode.VM, settings);

        RecordedRequest request = node.received();
        assertThat(body(request))
                .isEqualTo("boot=order%3Dscsi0%3Bnet0&onboot=1&name=a%20b%2Bc%26d%3D%C3%A6&list=x&list=y&vmid=101");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getHeaders().get("Content-Length"))
                .isEqualTo(Integer.toString(body(request).length()));
        assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
        assertThat(request.getHeaders().get("Expect")).isNull();
    }

    @Test
    void a_post_without_parameters_still_says_its_length() throws Exception {
        node.answers("\"" + TestNode.UPID + "\"");

        node.vm().start();

        RecordedRequest request = node.received();
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo("0");
        assertThat(request.getTarget()).isEqualTo("/api2/json/nodes/pluto/qemu/101/status/start");
    }

    @Test
    void a_delete_has_its_parameters_in_the_query_and_no_body() throws Exception {
        node.answers("\"" + TestNode.UPID + "\"");

        node.vm().destroy(true);

        RecordedRequest request = node.received();
        assertThat(request.getRequestLine()).isEqualTo("DELETE /api2/json/nodes/pluto/qemu/101?purge=1 HTTP/1.1");
        assertThat(request.getHeaders().names()).doesNotContain("Content-Length", "Content-Type", "Transfer-Encoding");
        assertThat(request.getBodySize()).isZero();
    }

    @Test
    void an_upload_has_its_parts_in_the_strict_order() throws Exception {
        node.answers("\"" + TestNode.UPID + "\"");

        node.client().node().storage("local").upload(Upload.iso("seed-101.iso", ascii("ISO")));

        RecordedRequest request = node.received();
        String type = Objects.requireNonNull(request.getHeaders().get("Content-Type"));
        String boundary = type.substring(type.indexOf("boundary=") + "boundary=".length());
        assertThat(type).startsWith("multipart/form-data; boundary=");
        assertThat(request.getTarget()).isEqualTo("/api2/json/nodes/pluto/storage/local/upload");
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo(Long.toString(request.getBodySize()));
        assertThat(body(request).replace("\r\n", "\n")).isEqualTo("""
                --BOUNDARY
                Content-Disposition: form-data; name="content"

                iso
                --BOUNDARY
                Content-Disposition: form-data; name="filename"; filename="seed-101.iso"
                Content-Type: application/octet-stream

                ISO
                --BOUNDARY--
                """.replace("BOUNDARY", boundary));
    }

    @Test
    void a_file_is_uploaded_with_its_length() throws Exception {
        node.answers("\"" + TestNode.UPID + "\"");

        node.client().node().storage("local").upload(Upload.iso("seed-101.iso", new byte[100_000]));

        RecordedRequest request = node.received();
        assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
        assertThat(request.getBodySize()).isGreaterThan(100_000);
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo(Long.toString(request.getBodySize()));
    }

    @Test
    void an_upload_for_another_node_is_a_bug_and_not_sent() {
        StorageApi elsewhere = node.client().node(new NodeName("fergus")).storage("local");

        assertThatThrownBy(() -> elsewhere.upload(Upload.iso("a.iso", ascii("x"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(node.server.getRequestCount()).isZero();
    }

    @Test
    void a_name_that_proxmox_would_change_is_not_uploaded() {
        assertThatThrownBy(() -> Upload.iso("seed 101.iso", ascii("x"))).hasMessageContaining("seed 101.iso");
    }

    @Test
    void a_volume_and_a_task_id_stay_readable_in_the_path() throws Exception {
        node.answers("null").answers("[]");

        assertThat(node.client().node().storage("local").delete("local:iso/seed.iso"))
                .isEmpty();
        node.client().tasks().log(Upid.parse(TestNode.UPID));

        assertThat(node.received().getTarget())
                .isEqualTo("/api2/json/nodes/pluto/storage/local/content/local:iso/seed.iso");
        assertThat(node.received().getTarget())
                .isEqualTo("/api2/json/nodes/pluto/tasks/" + TestNode.UPID + "/log?limit=0");
    }

    @Test
    void each_write_of_a_vm_goes_to_its_path_with_its_fields() throws Exception {
        node.answers("\"" + TestNode.UPID + "\"")
                .answers("null")
                .answers("null")
                .answers("null");
        node.answers("\"" + TestNode.UPID + "\"");

        node.vm().cloneTo(new VmId(102), Form.empty().with("full", true));
        node.vm().updateNow(Form.empty().with("name", "x"), Optional.of("d1"));
        node.vm().updateNow(Form.empty().with("ide2", "none,media=cdrom"), Optional.empty());
        assertThat(node.vm().resize("scsi0", "10G")).isEmpty();
        node.vm().shutdown(Duration.ofSeconds(90));

        assertThat(line(node.received())).isEqualTo("POST /qemu/101/clone full=1&newid=102");
        assertThat(line(node.received())).isEqualTo("PUT /qemu/101/config name=x&digest=d1");
        assertThat(line(node.received())).isEqualTo("PUT /qemu/101/config ide2=none%2Cmedia%3Dcdrom");
        assertThat(line(node.received())).isEqualTo("PUT /qemu/101/resize disk=scsi0&size=10G");
        assertThat(line(node.received())).isEqualTo("POST /qemu/101/status/shutdown timeout=90");
    }

    @Test
    void a_download_always_carries_its_checksum() throws Exception {
        node.answers("\"" + TestNode.UPID + "\"");
        Download image = new Download("https://mirror.example/a.img", "import", "a.qcow2", "SHA256", "ff00");

        node.client().node().storage("local").download(image);

        assertThat(line(node.received()))
                .isEqualTo("POST /storage/local/download-url url=https%3A%2F%2Fmirror.example%2Fa.img"
                        + "&content=import&filename=a.qcow2&checksum-algorithm=sha256&checksum=ff00");
    }

    private static String line(RecordedRequest request) {
        return request.getMethod() + " " + request.getTarget().replace("/api2/json/nodes/pluto", "") + " "
                + body(request);
    }

    private static String body(RecordedRequest request) {
        return Objects.requireNonNull(request.getBody(), "no body").utf8();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
