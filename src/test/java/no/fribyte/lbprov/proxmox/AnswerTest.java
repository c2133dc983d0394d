package no.fribyte.lbprov.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.problem.LbprovException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from answers, with Proxmox's habits: numbers as strings, 0/1, things left out. */
class AnswerTest {
    private static final NodeName FERGUS = new NodeName("fergus");

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
    void a_cluster_has_a_name_and_a_quorum() {
        node.answers("""
                [{"type":"node","id":"node/pluto","name":"pluto","online":1,"local":1,"nodeid":1,"ip":"198.51.100.1"},
                 {"type":"cluster","id":"cluster","name":"fribyte","quorate":0,"nodes":2,"version":3},
                 {"type":"node","id":"node/fergus","name":"fergus","online":0,"local":0,"nodeid":"2"}]""");

        assertThat(node.client().cluster().status())
                .isEqualTo(new ClusterStatus(
                        Optional.of("fribyte"),
                        false,
                        List.of(new ClusterNode(TestNode.PLUTO, true, true), new ClusterNode(FERGUS, false, false))));
    }

    @Test
    void a_standalone_node_is_its_own_quorum() {
        node.answers("[{\"type\":\"node\",\"name\":\"pluto\",\"online\":1,\"local\":1,\"nodeid\":0}]");

        ClusterStatus status = node.client().cluster().status();

        assertThat(status.cluster()).isEmpty();
        assertThat(status.quorate()).isTrue();
    }

    @Test
    void nodes_are_listed_without_the_right_to_see_the_cluster() {
        node.answers("[{\"node\":\"pluto\",\"status\":\"online\"},{\"node\":\"fergus\",\"status\":\"offline\"}]");

        assertThat(node.client().cluster().nodes())
                .containsExactly(new ClusterNode(TestNode.PLUTO, true, true), new ClusterNode(FERGUS, false, false));
    }

    @Test
    void the_vms_of_a_cluster_include_containers_since_they_take_ids() throws Exception {
        node.answers("""
                [{"type":"qemu","vmid":101,"node":"fergus","name":"lb-1","status":"running","template":0,"tags":"a;b",
                  "pool":"lb","lock":"backup"},
                 {"type":"lxc","vmid":"102","node":"pluto","status":"stopped"}]""");

        List<VmSummary> vms = node.client().cluster().vms();

        assertThat(vms.get(0))
                .isEqualTo(new VmSummary(
                        TestNode.VM,
                        FERGUS,
                        Optional.of("lb-1"),
                        "running",
                        false,
                        false,
                        Optional.of("backup"),
                        Optional.of("lb"),
                        List.of("a", "b")));
        assertThat(vms.get(1).container()).isTrue();
        assertThat(node.received().getTarget()).endsWith("/cluster/resources?type=vm");
    }

    @Test
    void rights_reach_down_only_when_they_propagate() {
        node.answers("""
                {"/":{"Sys.Audit":1},"/vms":{"VM.Audit":1,"VM.Allocate":0},"/vms/101":{"VM.Clone":1},
                 "/storage/local":{"Datastore.Audit":"1"}}""");

        Permissions permissions = node.client().access().permissions();

        assertThat(permissions.on("/vms/101")).containsExactly("VM.Clone");
        assertThat(permissions.on("/vms/102")).containsExactly("VM.Audit");
        assertThat(permissions.on("/vms")).containsExactlyInAnyOrder("VM.Audit", "VM.Allocate");
        assertThat(permissions.allows("Sys.Audit", "/nodes/pluto")).isTrue();
        assertThat(permissions.allows("Datastore.Audit", "/storage/local")).isTrue();
        assertThat(permissions.allows("Datastore.Audit", "/storage")).isFalse();
    }

    @Test
    void storages_say_what_they_take() {
        node.answers("""
                [{"storage":"local","type":"dir","content":"iso,import,backup","active":1,"enabled":1,"shared":0,
                  "avail":"90071992547409930","total":90071992547409931}]""");

        StorageStatus local = node.client().node().storages().get(0);

        assertThat(local.takes("import")).isTrue();
        assertThat(local.takes("images")).isFalse();
        assertThat(local.available()).isEqualTo(90071992547409930L);
        assertThat(local.shared()).isFalse();
    }

    @Test
    void volumes_may_belong_to_a_vm() throws Exception {
        node.answers("""
                [{"volid":"basseng:vm-101-disk-0","content":"images","format":"raw","size":10737418240,"vmid":101},
                 {"volid":"local:iso/a.iso","content":"iso","format":"iso","size":"2048","ctime":1767225600}]""");

        List<Volume> volumes = node.client().node().storage("local").volumes("iso");

        assertThat(volumes.get(0).owner()).hasValue(TestNode.VM);
        assertThat(volumes.get(1))
                .isEqualTo(new Volume(
                        "local:iso/a.iso",
                        "iso",
                        "iso",
                        2048,
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-01-01T00:00:00Z"))));
        assertThat(node.received().getTarget()).endsWith("/storage/local/content?content=iso");
    }

    @Test
    void bridges_say_whether_they_take_tags() {
        node.answers("[{\"iface\":\"vmbr0\",\"type\":\"bridge\",\"active\":1,\"bridge_vlan_aware\":1},"
                + "{\"iface\":\"vmbrNAT\",\"type\":\"bridge\"}]");

        assertThat(node.client().node().bridges())
                .containsExactly(new Bridge("vmbr0", true, true), new Bridge("vmbrNAT", false, false));
    }

    @Test
    void a_config_is_text_with_the_parts_we_ask_for() {
        node.answers("""
                {"digest":"abc","name":"lb-1","description":"marker\\n","memory":2048,"lock":"clone","tags":"lb;prod",
                 "smbios1":"uuid=7b0ca3f2-0000-4000-8000-000000000001","agent":"enabled=1,fstrim_cloned_disks=1",
                 "net0":"virtio=02:00:00:00:00:01,bridge=vmbr0,tag=20","boot":"order=scsi0",
                 "scsi0":"basseng:vm-101-disk-0,discard=on,size=10G","ide2":"none,media=cdrom","scsihw":"virtio-scsi-single"}""");

        VmConfig config = node.vm().config().orElseThrow();

        assertThat(config.digest()).hasValue("abc");
        assertThat(config.value("digest")).isEmpty();
        assertThat(config.value("memory")).hasValue("2048");
        assertThat(config.name()).hasValue("lb-1");
        assertThat(config.description()).isEqualTo("marker\n");
        assertThat(config.uuid()).hasValue("7b0ca3f2-0000-4000-8000-000000000001");
        assertThat(config.lock()).hasValue("clone");
        assertThat(config.tags()).containsExactly("lb", "prod");
        assertThat(config.isTemplate()).isFalse();
        assertThat(config.nics().get("net0"))
                .isEqualTo(new PropertyString(
                        Optional.empty(), Map.of("virtio", "02:00:00:00:00:01", "bridge", "vmbr0", "tag", "20")));
        assertThat(config.drives()).containsOnlyKeys("ide2", "scsi0");
        assertThat(config.drives().get("ide2"))
                .isEqualTo(new PropertyString(Optional.of("none"), Map.of("media", "cdrom")));
    }

    @Test
    void the_status_tells_who_starts_and_stops_the_vm() {
        node.answers("{\"status\":\"running\",\"qmpstatus\":\"paused\",\"ha\":{\"managed\":1},\"uptime\":61}");

        assertThat(node.vm().status()).hasValue(new VmStatus("running", true));
    }

    @Test
    void a_missing_vm_is_no_error_but_a_forbidden_one_is() {
        node.refuses("500 Configuration file 'nodes/pluto/qemu-server/101.conf' does not exist", "")
                .refuses("403 Permission check failed (/vms/101, VM.Audit)", "")
                .refuses("400 Parameter verification failed.", "{\"errors\":{\"vmid\":\"VM 101 already exists\"}}");

        assertThat(node.vm().status()).isEmpty();
        assertThatThrownBy(() -> node.vm().status())
                .isInstanceOf(LbprovException.class)
                .hasMessageContaining("VM.Audit");
    }

    @Test
    void a_deleted_vm_is_forbidden_to_a_token_with_rights_on_its_pool_and_yet_missing() throws Exception {
        node.refuses("403 Permission check failed (/vms/101, VM.Audit)", "").answers("\"101\"");

        assertThat(node.vm().config()).isEmpty();
        node.received();
        assertThat(node.received().getTarget()).isEqualTo("/api2/json/cluster/nextid?vmid=101");
    }

    @Test
    void the_running_state_is_no_snapshot() {
        node.answers("[{\"name\":\"before\",\"snaptime\":1},{\"name\":\"current\",\"parent\":\"before\"}]");

        assertThat(node.vm().snapshots()).containsExactly("before");
    }

    @Test
    void an_answer_that_lacks_what_it_must_have_is_told_and_no_bug() {
        node.answers("{}").answers("[{\"vmid\":\"x\",\"status\":\"stopped\"}]");

        assertThatThrownBy(() -> node.vm().status())
                .isInstanceOf(LbprovException.class)
                .hasMessageContaining("'status'");
        assertThatThrownBy(() -> node.client().cluster().vms()).isInstanceOf(LbprovException.class);
    }
}
