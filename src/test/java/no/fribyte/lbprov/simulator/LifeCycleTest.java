package no.fribyte.lbprov.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A VM's life as lbprov lives it: image, seed, create, resize, start, agent, eject, delete. */
class LifeCycleTest {
    private static final String CHECKSUM = "ab".repeat(32);
    private static final String VM = "/nodes/pluto/qemu/101";

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

    private Answer download() {
        return client.post(
                "/nodes/pluto/storage/local/download-url",
                Map.of(
                        "content", "import",
                        "filename", "noble.qcow2",
                        "url", "https://cloud-images.example/noble/20260101/noble.img",
                        "checksum-algorithm", "sha256",
                        "checksum", CHECKSUM));
    }

    private static Map<String, String> config() {
        Map<String, String> config = new TreeMap<>();
        config.put("vmid", "101");
        config.put("name", "lb-1");
        config.put("pool", "lb");
        config.put("memory", "2048");
        config.put("cores", "2");
        config.put("agent", "enabled=1");
        config.put("scsihw", "virtio-scsi-single");
        config.put("scsi0", "local-lvm:0,import-from=local:import/noble.qcow2,discard=on,backup=0");
        config.put("ide2", "lbseed:iso/seed.iso,media=cdrom");
        config.put("boot", "order=scsi0");
        config.put("net0", "virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=20");
        config.put("smbios1", "uuid=11111111-2222-4333-8444-555555555555");
        config.put("description", "made by a test; ünïcode");
        config.put("serial0", "socket");
        return config;
    }

    private void create() {
        assertThat(client.task(download())).isEqualTo("OK");
        assertThat(client.task(client.upload("pluto", "lbseed", "seed.iso", new byte[4096])))
                .isEqualTo("OK");
        assertThat(client.task(client.post("/nodes/pluto/qemu", config()))).isEqualTo("OK");
    }

    @Test
    void a_created_vm_has_its_disk_from_the_image_and_is_in_the_pool() {
        create();

        JsonNode config = client.get(VM + "/config").data();
        assertThat(config.path("scsi0").asString()).isEqualTo("local-lvm:vm-101-disk-0,backup=0,discard=on,size=3584M");
        assertThat(config.path("ide2").asString()).isEqualTo("lbseed:iso/seed.iso,media=cdrom,size=4K");
        assertThat(config.path("net0").asString()).isEqualTo("virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=20");
        assertThat(config.path("description").asString()).isEqualTo("made by a test; ünïcode");
        assertThat(config.path("cores").isNumber()).isTrue();
        assertThat(config.path("boot").asString()).isEqualTo("order=scsi0");
        assertThat(config.has("lock")).isFalse();
        assertThat(client.get("/pools/lb").data().path("members").findValuesAsString("vmid"))
                .contains("101");
    }

    @Test
    void a_disk_grows_but_does_not_shrink() {
        create();

        assertThat(client.task(client.put(VM + "/resize", Map.of("disk", "scsi0", "size", "10G"))))
                .isEqualTo("OK");
        assertThat(client.get(VM + "/config").data().path("scsi0").asString()).endsWith("size=10G");
        assertThat(client.task(client.put(VM + "/resize", Map.of("disk", "scsi0", "size", "5G"))))
                .isEqualTo("shrinking disks is not supported");
    }

    @Test
    void power_follows_the_tasks() {
        create();

        assertThat(client.task(client.post(VM + "/status/start", Map.of()))).isEqualTo("OK");
        assertThat(client.get(VM + "/status/current").data().path("status").asString())
                .isEqualTo("running");
        assertThat(client.task(client.post(VM + "/status/start", Map.of()))).isEqualTo("VM 101 already running");
        assertThat(client.delete(VM).reason()).isEqualTo("VM 101 is running - destroy failed");
        assertThat(client.task(client.post(VM + "/status/stop", Map.of()))).isEqualTo("OK");
        assertThat(client.post(VM + "/status/reset", Map.of()).reason()).isEqualTo("VM 101 not running");
    }

    @Test
    void a_medium_is_ejected_at_once_but_its_drive_goes_with_the_power() {
        create();
        client.task(client.post(VM + "/status/start", Map.of()));

        client.put(VM + "/config", Map.of("delete", "ide2")).data();
        assertThat(client.get(VM + "/config?current=1").data().path("ide2").asString())
                .startsWith("lbseed:iso/seed.iso");
        client.put(VM + "/config", Map.of("ide2", "none,media=cdrom")).data();
        assertThat(client.get(VM + "/config?current=1").data().path("ide2").asString())
                .isEqualTo("none,media=cdrom");

        client.put(VM + "/config", Map.of("cores", "4")).data();
        assertThat(client.get(VM + "/config?current=1").data().path("cores").asInt())
                .isEqualTo(2);
        assertThat(client.get(VM + "/config").data().path("cores").asInt()).isEqualTo(4);
        client.task(client.post(VM + "/status/stop", Map.of()));
        assertThat(client.get(VM + "/config?current=1").data().path("cores").asInt())
                .isEqualTo(4);
    }

    @Test
    void destroying_takes_disks_pool_membership_and_acl_but_no_iso() {
        create();

        assertThat(client.task(client.delete(VM + "?purge=1&destroy-unreferenced-disks=1")))
                .isEqualTo("OK");
        assertThat(client.get("/nodes/pluto/storage/local-lvm/content?vmid=101")
                        .data()
                        .isEmpty())
                .isTrue();
        assertThat(client.get("/pools/lb").data().path("members").findValuesAsString("vmid"))
                .doesNotContain("101");
        assertThat(client.get("/nodes/pluto/storage/lbseed/content")
                        .data()
                        .path(0)
                        .path("volid")
                        .asString())
                .isEqualTo("lbseed:iso/seed.iso");
        assertThat(client.task(client.delete("/nodes/pluto/storage/lbseed/content/lbseed:iso/seed.iso")))
                .isEqualTo("OK");
    }

    @Test
    void a_protected_vm_keeps_itself_and_its_drives_but_not_its_medium() {
        create();
        client.put(VM + "/config", Map.of("protection", "1")).data();

        assertThat(client.delete(VM).reason()).isEqualTo("can't remove VM 101 - protection mode enabled");
        assertThat(client.put(VM + "/config", Map.of("delete", "ide2")).reason())
                .isEqualTo("can't remove drive 'ide2' - protection mode enabled");
        assertThat(client.put(VM + "/config", Map.of("ide2", "none,media=cdrom"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_vm_gets_a_mac_and_nothing_else_that_was_not_asked_for() {
        assertThat(client.task(client.post(
                        "/nodes/pluto/qemu", Map.of("vmid", "101", "pool", "lb", "net0", "virtio,bridge=vmbr0"))))
                .isEqualTo("OK");

        JsonNode config = client.get(VM + "/config").data();
        assertThat(config.path("net0").asString()).matches("virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr0");
        assertThat(config.propertyNames())
                .containsExactlyInAnyOrder("boot", "digest", "meta", "net0", "smbios1", "vmgenid");
    }

    @Test
    void two_creates_of_one_id_do_not_both_succeed() {
        create();

        assertThat(client.post("/nodes/fergus/qemu", config()).reason())
                .isEqualTo("unable to create VM 101 - VM 101 already exists on node 'pluto'");
    }

    @Test
    void a_failed_create_leaves_nothing() {
        Answer answer = client.post("/nodes/pluto/qemu", config());

        assertThat(client.task(answer)).isEqualTo("volume 'lbseed:iso/seed.iso' does not exist");
        assertThat(simulator.world("pluto").vm(101)).isEmpty();
        assertThat(simulator.world("pluto").volumes())
                .noneMatch(volume -> volume.vmid().filter(vmid -> vmid == 101).isPresent());
    }

    @Test
    void tags_with_pool_rights_alone_fail_in_the_task() {
        client.task(download());
        Map<String, String> config = config();
        config.remove("ide2");
        config.put("tags", "lbprov");

        assertThat(client.task(client.post("/nodes/pluto/qemu", config)))
                .isEqualTo("Permission check failed (/vms/101, VM.Config.Options)");
        config.remove("tags");
        assertThat(client.task(client.post("/nodes/pluto/qemu", config))).isEqualTo("OK");
        assertThat(client.put(VM + "/config", Map.of("tags", "B;a")).status()).isEqualTo(200);
        assertThat(client.get(VM + "/config").data().path("tags").asString()).isEqualTo("a;b");
    }

    @Test
    void a_template_is_cloned_with_new_macs_and_a_cloud_init_drive_of_its_own() {
        Answer started = client.post(
                "/nodes/pluto/qemu/9000/clone", Map.of("newid", "102", "name", "copy", "full", "1", "pool", "lb"));

        assertThat(client.task(started)).isEqualTo("OK");
        JsonNode copy = client.get("/nodes/pluto/qemu/102/config").data();
        JsonNode original = client.get("/nodes/pluto/qemu/9000/config").data();
        assertThat(copy.path("name").asString()).isEqualTo("copy");
        assertThat(copy.has("template")).isFalse();
        assertThat(copy.path("ide2").asString()).startsWith("local-lvm:vm-102-cloudinit");
        assertThat(copy.path("net0").asString())
                .isNotEqualTo(original.path("net0").asString());
        assertThat(client.post("/nodes/pluto/qemu/9000/clone", Map.of("newid", "103", "pool", "lb", "target", "fergus"))
                        .reason())
                .isEqualTo("Can't clone VM to node 'fergus' (VM uses local storage)");
    }

    @Test
    void an_image_that_is_there_is_kept_if_it_is_the_right_one() {
        assertThat(client.task(download())).isEqualTo("OK");
        assertThat(client.task(download())).isEqualTo("OK");
        Answer other = client.post(
                "/nodes/pluto/storage/local/download-url",
                Map.of("content", "import", "filename", "noble.qcow2", "url", "https://cloud-images.example/x"));
        assertThat(client.task(other)).startsWith("refusing to override existing file");
    }

    @Test
    void an_uploaded_iso_replaces_one_of_the_same_name() {
        client.task(client.upload("pluto", "lbseed", "a b.iso", "first".getBytes(UTF_8)));
        client.task(client.upload("pluto", "lbseed", "a b.iso", "second!".getBytes(UTF_8)));

        JsonNode content =
                client.get("/nodes/pluto/storage/lbseed/content?content=iso").data();
        assertThat(content.size()).isEqualTo(1);
        assertThat(content.path(0).path("volid").asString()).isEqualTo("lbseed:iso/a_b.iso");
        assertThat(content.path(0).path("size").asInt()).isEqualTo(7);
    }
}
