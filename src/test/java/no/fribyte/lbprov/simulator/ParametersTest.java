package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong parameters get Proxmox's own words. */
class ParametersTest {
    private static final String CONFIG = "/nodes/pluto/qemu/9000/config";

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

    @Test
    void all_errors_come_at_once() {
        Answer answer = client.post("/nodes/pluto/qemu", Map.of("colour", "red", "onboot", "true", "cores", "many"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("Parameter verification failed.");
        assertThat(answer.json().path("message").asString()).isEqualTo("Parameter verification failed.\n");
        assertThat(answer.error("vmid")).isEqualTo("property is missing and it is not optional");
        assertThat(answer.error("colour"))
                .isEqualTo("property is not defined in schema and the schema does not allow additional properties");
        assertThat(answer.error("onboot")).isEqualTo("type check ('boolean') failed - got 'true'");
        assertThat(answer.error("cores")).isEqualTo("type check ('integer') failed - got 'many'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cores       | 0                              | value must have a minimum value of 1
            scsihw      | fast                           | value 'fast' does not have a value in the enumeration 'lsi, lsi53c810, virtio-scsi-pci, virtio-scsi-single, megasas, pvscsi'
            serial0     | pipe                           | value does not match the regex pattern
            name        | under_score                    | invalid format - value does not look like a valid DNS name\\n
            sshkeys     | ssh-ed25519 AAAA               | invalid format - invalid urlencoded string: ssh-ed25519 AAAA\\n
            tags        | a b!                           | invalid format - invalid characters in tag\\n
            net0        | bridge=vmbr0                   | invalid format - format error\\nnet0.model: property is missing and it is not optional\\n
            net0        | virtio,bridge=vmbr0,colour=red | invalid format - invalid key in comma-separated list property: colour\\n
            scsi0       | local-lvm:0,discard=maybe      | invalid format - format error\\nscsi0.discard: value 'maybe' does not have a value in the enumeration 'ignore, on'\\n
            """)
    void a_bad_value_is_explained(String name, String value, String text) {
        assertThat(client.put(CONFIG, Map.of(name, value)).error(name)).isEqualTo(text.replace("\\n", "\n"));
    }

    @Test
    void a_parameter_may_not_contradict_the_path() {
        assertThat(client.put(CONFIG, Map.of("vmid", "9000")).status()).isEqualTo(200);
        assertThat(client.put(CONFIG, Map.of("vmid", "9001")).error("vmid"))
                .isEqualTo("duplicate parameter (already defined in URI) with conflicting values!");
    }

    @Test
    void a_missing_vm_is_500_inside_the_rights_and_403_outside() {
        assertThat(client.get("/nodes/pluto/qemu/555/config").status()).isEqualTo(403);
        Answer moved = client.get("/nodes/fergus/qemu/9000/config");
        assertThat(moved.status()).isEqualTo(500);
        assertThat(moved.reason()).isEqualTo("Configuration file 'nodes/fergus/qemu-server/9000.conf' does not exist");
    }

    @Test
    void drives_have_rules_of_their_own() {
        assertThat(client.put(CONFIG, Map.of("scsi1", "local-lvm:1,import-from=local:import/x.qcow2"))
                        .error("scsi1"))
                .isEqualTo("'import-from' requires special syntax - use <storage ID>:0,import-from=<source>");
        assertThat(client.put(CONFIG, Map.of("ide3", "lbseed:iso/x.iso")).error("ide3"))
                .isEqualTo("explicit 'media=cdrom' is required for iso images");
        assertThat(client.put(CONFIG, Map.of("scsi1", "local-lvm:0,import-from=lbseed:iso/x.img"))
                        .error("scsi1"))
                .isEqualTo("lbseed:iso/x.img has wrong type 'iso' - needs to be 'images' or 'import'");
        assertThat(client.put(CONFIG, Map.of("boot", "order=scsi0;ide3")).reason())
                .isEqualTo("invalid bootorder: device 'ide3' does not exist'");
    }

    @Test
    void the_digest_guards_against_others() {
        String digest = client.get(CONFIG).data().path("digest").asString();

        assertThat(client.put(CONFIG, Map.of("description", "mine", "digest", digest))
                        .status())
                .isEqualTo(200);
        assertThat(client.put(CONFIG, Map.of("description", "theirs", "digest", digest))
                        .reason())
                .isEqualTo("checksum mismatch (file change by other user?)");
    }

    @Test
    void an_older_version_says_what_is_wrong_in_the_reason_only() {
        simulator.close();
        simulator = Simulator.start(
                SimulatorOptions.instant(directory.resolve("older")).withVersion("8.2"));
        Answer answer = PlainClient.of(simulator, "pluto").get("/nodes/fergus/qemu/9000/config");

        assertThat(answer.body()).isEqualTo("{\"data\":null}");
        assertThat(answer.reason()).startsWith("Configuration file 'nodes/fergus");
    }

    @Test
    void the_next_id_is_a_string_and_a_taken_one_an_error() {
        assertThat(client.get("/cluster/nextid").body()).isEqualTo("{\"data\":\"100\"}");
        assertThat(client.get("/cluster/nextid?vmid=9000").error("vmid")).isEqualTo("VM 9000 already exists");
    }
}
