package no.fribyte.lbprov.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.plan.Demo;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.run.Entry;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.world.Vm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exactly the steps do to a VM, and what they do when somebody else was there first. */
class VmStepsTest {
    private static final String QEMU = "/nodes/pluto/qemu";
    private static final String SEED = "lbseed:iso/lbprov_demo_lb-1_1.iso";

    @TempDir
    Path directory;

    private StepWorld world;

    @BeforeEach
    void open() {
        world = new StepWorld(directory, new Demo());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Marker marker() {
        return world.step(MarkReady.class).marker().with(Marker.State.BUILDING).with(Optional.of(Demo.LEASE));
    }

    /** The marker with the times of its lease as they were planned: those that are written are the node's. */
    private Marker written() {
        Marker found = ((MarkerText.Reading.Found) MarkerText.read(world.option(200, "description"))).marker();
        return found.with(found.lease().map(lease -> lease.isOf(Demo.LEASE) ? Demo.LEASE : lease));
    }

    /** Somebody deletes the VM and makes another one of that number. */
    private void replace() {
        world.run(new DestroyVm(StepWorld.ONE, marker()));
        world.run(world.step(UploadSeed.class));
        CreateVm create = world.step(CreateVm.class);
        VmSpec spec = create.spec();
        Marker mine = (Marker) spec.marker();
        Marker other = new Marker(
                mine.pair(),
                mine.member(),
                mine.vmId(),
                7,
                Marker.State.READY,
                1,
                "x",
                "x",
                mine.addresses(),
                mine.virtualIps(),
                "vmbr0",
                51,
                Optional.empty(),
                "0.2.0",
                Optional.empty());
        world.run(new CreateVm(
                new VmSpec(
                        spec.vm(),
                        spec.uuid(),
                        other,
                        spec.guest(),
                        spec.nics(),
                        spec.diskStorage(),
                        spec.seedVolume()),
                create.imageStorage(),
                create.imageVolume()));
        world.forgetWrites();
    }

    @Test
    void a_vm_is_created_with_all_that_a_member_needs() {
        CreateVm create = world.before(CreateVm.class).step(CreateVm.class);

        world.run(create);

        assertThat(world.lastParameters())
                .containsOnly(
                        entry("vmid", "200"),
                        entry("name", "lb-1"),
                        entry("pool", "lb"),
                        entry("description", world.option(200, "description")),
                        entry("cores", "2"),
                        entry("cpu", "x86-64-v2-AES"),
                        entry("memory", "2048"),
                        entry("balloon", "0"),
                        entry("ostype", "l26"),
                        entry("scsihw", "virtio-scsi-single"),
                        entry("agent", "enabled=1"),
                        entry("serial0", "socket"),
                        entry("vga", "serial0"),
                        entry("smbios1", "uuid=" + create.spec().uuid()),
                        entry("onboot", "0"),
                        entry(
                                "net0",
                                "virtio=%s,bridge=vmbr0"
                                        .formatted(create.spec().nics().get(0).mac())),
                        entry(
                                "scsi0",
                                "local-lvm:0,import-from=local:import/ubuntu-24.04-abababababababab.qcow2,"
                                        + "discard=on,iothread=1,ssd=1,backup=0"),
                        entry("ide2", "none,media=cdrom"),
                        entry("boot", "order=scsi0"));
        assertThat(written()).isEqualTo(marker());
    }

    @Test
    void a_vlan_is_a_tag_on_the_nic() {
        world.close();
        world = new StepWorld(directory.resolve("tagged"), new Demo().vlan(20));
        world.before(ResizeDisk.class);

        assertThat(world.option(200, "net0")).endsWith(",bridge=vmbr0,tag=20");
    }

    @Test
    void the_image_is_downloaded_with_its_checksum_under_a_name_that_holds_it() {
        world.run(world.step(DownloadImage.class));

        assertThat(world.lastParameters())
                .contains(
                        entry("url", "https://images.example.org/noble.img"),
                        entry("content", "import"),
                        entry("filename", "ubuntu-24.04-abababababababab.qcow2"),
                        entry("checksum-algorithm", "sha256"),
                        entry("checksum", "ab".repeat(32)));
        assertThat(world.volume("pluto", "local:import/ubuntu-24.04-abababababababab.qcow2"))
                .isPresent();
    }

    @Test
    void the_disk_grows_to_the_profiles_size() {
        world.before(StartVm.class);

        assertThat(world.option(200, "scsi0")).endsWith(",size=10G,ssd=1");
    }

    @Test
    void a_create_whose_answer_was_lost_is_looked_at_and_not_sent_again() {
        CreateVm create = world.before(CreateVm.class).step(CreateVm.class);
        world.faults().on("POST", QEMU).is(new Fault.DropAfterWork());

        world.run(create);

        assertThat(world.writes()).containsExactly("POST " + QEMU);
        assertThat(written()).isEqualTo(marker());
        assertThat(world.texts(Entry.Kind.PROGRESS)).contains("the answer was lost: looking what became of it");
    }

    @Test
    void a_create_that_never_arrived_is_told_as_such_and_not_sent_again() {
        CreateVm create = world.before(CreateVm.class).step(CreateVm.class);
        world.faults().on("POST", QEMU).is(new Fault.DropBeforeWork());

        assertThat(world.failure(create).status()).isEqualTo(ExitStatus.PROXMOX);
        assertThat(world.vm(200)).isEmpty();
        assertThat(world.writes()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_create_whose_answer_was_lost_does_not_take_anothers_vm_for_its_own() {
        world.before(ResizeDisk.class);
        replace();
        CreateVm create = world.step(CreateVm.class);
        world.faults().on("POST", QEMU).is(new Fault.AnswerAfterWork(596, "Connection timed out"));

        assertThat(world.failure(create).status()).isEqualTo(ExitStatus.PROXMOX);
        assertThat(written().incarnation()).isEqualTo(7);
    }

    @Test
    void starting_stopping_and_deleting_survive_a_lost_answer() {
        world.before(StartVm.class);
        Fault lost = new Fault.AnswerAfterWork(596, "Connection timed out");
        world.faults().on("POST", QEMU + "/200/status/start").is(lost);
        world.faults().on("POST", QEMU + "/200/status/shutdown").is(lost);
        world.faults().on("DELETE", QEMU + "/200").is(lost);

        Stream.of(new StartVm(StepWorld.ONE), new StopVm(StepWorld.ONE), new DestroyVm(StepWorld.ONE, marker()))
                .forEach(world::run);

        assertThat(world.vm(200)).isEmpty();
        assertThat(world.writes())
                .containsExactly(
                        "POST " + QEMU + "/200/status/start",
                        "POST " + QEMU + "/200/status/shutdown",
                        "DELETE " + QEMU + "/200");
    }

    @Test
    void a_task_with_warnings_is_done_and_they_are_passed_on() {
        world.before(StartVm.class);
        world.faults().on("POST", QEMU + "/200/status/start").is(new Fault.TaskWarns(List.of("disk is odd")));

        world.run(new StartVm(StepWorld.ONE));

        assertThat(world.vm(200).orElseThrow().isRunning()).isTrue();
        assertThat(world.texts(Entry.Kind.WARNING)).singleElement().asString().contains("disk is odd");
    }

    @Test
    void a_vm_that_runs_is_stopped_by_its_guest_and_a_stopped_one_left_alone() {
        world.before(FollowFirstBoot.class);
        StopVm stop = new StopVm(StepWorld.ONE);

        world.run(stop);
        world.run(stop);

        assertThat(world.writes()).containsExactly("POST " + QEMU + "/200/status/shutdown");
        assertThat(world.vm(200).orElseThrow().isRunning()).isFalse();
    }

    @Test
    void a_guest_that_does_not_shut_down_loses_its_power() {
        world.before(FollowFirstBoot.class);
        world.faults()
                .on("POST", QEMU + "/200/status/shutdown")
                .is(new Fault.TaskFails("VM quit/powerdown failed - got timeout"));

        world.run(new StopVm(StepWorld.ONE));

        assertThat(world.vm(200).orElseThrow().isRunning()).isFalse();
        assertThat(world.writes()).endsWith("POST " + QEMU + "/200/status/stop");
    }

    @Test
    void a_vm_that_cannot_be_stopped_at_all_is_told() {
        world.before(FollowFirstBoot.class);
        world.faults().on("POST", QEMU + "/200/status/*").always().is(new Fault.Refuse(403, "Permission check failed"));

        assertThat(world.failure(new StopVm(StepWorld.ONE)).problems().get(0).line())
                .contains("Permission check failed");
        assertThat(world.vm(200).orElseThrow().isRunning()).isTrue();
    }

    @Test
    void a_vm_is_deleted_with_its_disk_and_a_missing_one_is_no_error() {
        world.before(StartVm.class);
        DestroyVm destroy = new DestroyVm(StepWorld.ONE, marker());

        world.run(destroy);
        assertThat(world.lastParameters()).contains(entry("purge", "1"));
        world.run(destroy);

        assertThat(world.writes()).containsExactly("DELETE " + QEMU + "/200");
        assertThat(world.volume("pluto", "local-lvm:vm-200-disk-0")).isEmpty();
    }

    @Test
    void proxmox_refuses_to_delete_or_fails_at_it() {
        world.before(StartVm.class);
        DestroyVm destroy = new DestroyVm(StepWorld.ONE, marker());

        assertThat(world.failure("DELETE", QEMU + "/200", new Fault.Refuse(403, "no VM.Allocate"), destroy))
                .contains("no VM.Allocate");
        assertThat(world.failure("DELETE", QEMU + "/200", new Fault.TaskFails("dataset is busy"), destroy))
                .startsWith("cannot delete VM 200 on pluto and its disk; dataset is busy");
        assertThat(world.vm(200)).isPresent();
    }

    @Test
    void a_number_that_was_reused_meanwhile_is_not_deleted_stopped_or_marked() {
        world.before(StartVm.class);
        replace();

        for (Step step : List.of(
                new DestroyVm(StepWorld.ONE, marker()),
                new RemoveSuccessor(StepWorld.ONE, marker()),
                new Retire(StepWorld.ONE, marker().with(Marker.State.RETIRED)),
                new Restore(StepWorld.ONE, marker(), false),
                new MarkReady(StepWorld.ONE, marker().with(Marker.State.READY)))) {
            LbprovException failure = world.failure(step);
            assertThat(failure.status()).isEqualTo(ExitStatus.STEP_FAILED);
            assertThat(failure.problems().get(0).summary())
                    .isEqualTo("lb-1 (VM 200 on pluto) is not what it was when this was planned");
        }
        assertThat(world.writes()).isEmpty();
    }

    @Test
    void a_vm_that_was_renamed_meanwhile_is_not_deleted() {
        world.before(StartVm.class);
        world.api(StepWorld.ONE).updateNow(Form.empty().with("name", "precious"), Optional.empty());
        world.forgetWrites();

        world.failure(new DestroyVm(StepWorld.ONE, marker()));

        assertThat(world.writes()).isEmpty();
    }

    @Test
    void ready_means_marked_tagged_and_started_with_the_node() {
        world.before(StartVm.class);
        String people = MarkerText.describe(marker()) + "\nAsk Kari.";
        world.api(StepWorld.ONE).updateNow(Form.empty().with("description", people), Optional.empty());

        world.run(world.step(MarkReady.class));

        assertThat(written()).isEqualTo(marker().with(Marker.State.READY).with(Optional.empty()));
        assertThat(world.option(200, "description")).endsWith("\nAsk Kari.");
        assertThat(world.option(200, "onboot")).isEqualTo("1");
        assertThat(world.option(200, "tags").split("[;, ]", -1)).containsExactlyInAnyOrder("lbprov", "demo");
        assertThat(world.lastParameters()).containsKey("digest");
    }

    @Test
    void retired_means_marked_and_not_started_with_the_node() {
        world.before(StartVm.class);
        world.run(world.step(MarkReady.class));
        Marker retired = marker().with(Marker.State.RETIRED).with(Optional.of(Demo.LEASE));
        world.forgetWrites();

        world.run(new Retire(StepWorld.ONE, retired));
        world.run(new Retire(StepWorld.ONE, retired));

        assertThat(written()).isEqualTo(retired);
        assertThat(world.option(200, "onboot")).isEqualTo("0");
        assertThat(world.writes()).containsOnly("PUT " + QEMU + "/200/config");
    }

    @Test
    void a_change_by_somebody_else_between_reading_and_writing_is_noticed() {
        world.before(StartVm.class);
        world.faults()
                .on("PUT", QEMU + "/200/config")
                .is(new Fault.Refuse(500, "detected modified configuration - file changed by other user? Try again."));

        assertThat(world.failure(world.step(MarkReady.class)).problems().get(0).line())
                .contains("detected modified configuration");
    }

    @Test
    void marking_a_vm_that_is_gone_is_told() {
        assertThat(world.failure(world.step(MarkReady.class)).problems().get(0).why())
                .contains("it is gone");
    }

    @Test
    void the_seed_is_ejected_and_the_drive_stays() {
        world.before(FollowFirstBoot.class);
        EjectSeed eject = new EjectSeed(StepWorld.ONE);

        world.run(eject);
        world.run(eject);

        assertThat(world.option(200, "ide2")).isEqualTo("none,media=cdrom");
        assertThat(world.writes()).containsExactly("PUT " + QEMU + "/200/config");
        assertThat(world.vm(200).orElseThrow().pending()).isEmpty();
    }

    @Test
    void a_seed_that_may_not_be_deleted_is_overwritten_once() {
        world.before(InsertSeed.class);
        DeleteVolume delete = world.step(DeleteVolume.class);
        world.faults()
                .on("DELETE", "/nodes/pluto/storage/**")
                .always()
                .is(new Fault.Refuse(403, "Permission check failed (/storage/lbseed, Datastore.Allocate)"));

        world.run(delete);
        world.run(delete);

        assertThat(world.volume("pluto", SEED).orElseThrow().bytes()).isEqualTo(1024);
        assertThat(world.writes())
                .containsExactly(
                        "DELETE /nodes/pluto/storage/lbseed/content/" + SEED,
                        "POST /nodes/pluto/storage/lbseed/upload",
                        // asked again: the right may have been given meanwhile
                        "DELETE /nodes/pluto/storage/lbseed/content/" + SEED);
    }

    @Test
    void a_seed_of_any_whole_number_of_sectors_is_a_seed() {
        for (int sectors : List.of(1, 32, 200)) {
            world.run(new UploadSeed(
                    Demo.PLUTO, "lbseed", new SeedImage("lbprov_demo_lb-1_1.iso", new byte[sectors * 2048])));
            world.run(world.step(DeleteVolume.class));
            assertThat(world.volume("pluto", SEED)).isEmpty();
        }
    }

    @Test
    void a_volume_that_cannot_be_deleted_for_another_reason_is_told() {
        world.before(InsertSeed.class);

        assertThat(world.failure(
                        "DELETE",
                        "/nodes/pluto/storage/**",
                        new Fault.Refuse(500, "storage 'lbseed' is not online"),
                        world.step(DeleteVolume.class)))
                .contains("is not online");
        assertThat(world.volume("pluto", SEED)).isPresent();
    }

    @Test
    void a_failed_successor_is_removed_without_waiting_for_its_guest() {
        world.before(FollowFirstBoot.class);
        RemoveSuccessor remove = new RemoveSuccessor(StepWorld.ONE, marker());

        world.run(remove);
        world.run(remove);

        assertThat(world.writes()).containsExactly("POST " + QEMU + "/200/status/stop", "DELETE " + QEMU + "/200");
    }

    @Test
    void a_successor_that_cannot_be_removed_is_told() {
        world.before(FollowFirstBoot.class);
        RemoveSuccessor remove = new RemoveSuccessor(StepWorld.ONE, marker());

        assertThat(world.failure("POST", QEMU + "/200/status/stop", new Fault.TaskFails("no luck"), remove))
                .contains("no luck");
        assertThat(world.failure("DELETE", QEMU + "/200", new Fault.Refuse(403, "not allowed"), remove))
                .contains("not allowed");
        assertThat(world.vm(200)).isPresent();
    }

    @Test
    void a_clone_loses_what_the_template_brought_and_gets_its_own() {
        world.close();
        world = new StepWorld(directory.resolve("clone"), new Demo().template(9000));
        world.before(ConfigureClone.class);
        assertThat(written().state()).isEqualTo(Marker.State.CLONING);
        assertThat(world.option(200, "ide2")).contains("cloudinit");
        world.api(StepWorld.ONE).updateNow(Form.empty().with("net1", "virtio,bridge=vmbr1"), Optional.empty());

        world.run(world.step(ConfigureClone.class));

        Vm vm = world.vm(200).orElseThrow();
        assertThat(written()).isEqualTo(marker());
        assertThat(vm.config()).doesNotContainKey("net1").contains(entry("smbios1", "uuid=" + uuid()));
        assertThat(world.option(200, "ide2")).startsWith(SEED);
        assertThat(world.option(200, "scsi0")).startsWith("local-lvm:vm-200-disk-0,backup=0");
        assertThat(Map.of("cores", "2", "memory", "2048", "vga", "serial0", "onboot", "0"))
                .allSatisfy((key, value) -> assertThat(world.option(200, key)).isEqualTo(value));
    }

    private String uuid() {
        return world.step(ConfigureClone.class).spec().uuid().toString();
    }

    @Test
    void a_clone_that_is_gone_or_has_no_disk_is_told() {
        world.close();
        world = new StepWorld(directory.resolve("clone"), new Demo().template(9000));
        ConfigureClone configure = world.step(ConfigureClone.class);
        assertThat(world.failure(configure).problems().get(0).why()).contains("it is gone");

        world.before(ConfigureClone.class);
        world.api(StepWorld.ONE).updateNow(Form.empty().with("delete", "scsi0"), Optional.empty());
        assertThat(world.failure(configure).problems().get(0).line())
                .startsWith("the template of lb-1 (VM 200 on pluto) has no disk scsi0");
    }

    @Test
    void a_restored_vm_has_its_old_marks_and_is_started_only_if_it_ran() {
        world.whole(Demo.ONE);
        Marker ready = marker().with(Marker.State.READY).with(Optional.empty());
        world.run(new Retire(StepWorld.ONE, ready.with(Marker.State.RETIRED)));
        world.run(new StopVm(StepWorld.ONE));

        world.run(new Restore(StepWorld.ONE, ready, false));
        assertThat(written()).isEqualTo(ready);
        assertThat(world.option(200, "onboot")).isEqualTo("1");
        assertThat(world.vm(200).orElseThrow().isRunning()).isFalse();

        world.run(new Restore(StepWorld.ONE, ready, true));
        world.run(new Restore(StepWorld.ONE, ready, true));
        assertThat(world.vm(200).orElseThrow().isRunning()).isTrue();
        assertThat(world.status(StepWorld.ONE).drained()).isFalse();
    }

    @Test
    void a_restored_vm_that_never_proved_itself_stays_drained() {
        world.before(ProveMember.class);

        world.run(new Restore(StepWorld.ONE, marker(), true));

        assertThat(world.status(StepWorld.ONE).drained()).isTrue();
        assertThat(world.option(200, "onboot")).isEqualTo("0");
    }

    @Test
    void a_restored_vm_whose_agent_keeps_silent_is_told_after_a_while() {
        world.whole(Demo.ONE);
        world.faults()
                .on("POST", QEMU + "/200/agent/ping")
                .always()
                .is(new Fault.Refuse(500, "QEMU guest agent is not running"));
        java.time.Instant begin = world.now();

        LbprovException failure = world.failure(
                new Restore(StepWorld.ONE, marker().with(Marker.State.READY).with(Optional.empty()), true));

        assertThat(failure.problems().get(0).summary())
                .isEqualTo("lb-1 (VM 200 on pluto) runs again, but its guest agent does not answer");
        assertThat(world.waited(begin))
                .isBetween(StepWorld.LIMITS.agent(), StepWorld.LIMITS.agent().plusSeconds(3));
    }
}
