package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.plan.Intent;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, from nothing to a pair that works. */
class CreateTest {
    private static final PairName DEMO = new PairName("demo");

    @TempDir
    private Path directory;

    private Lbprov lbprov;

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    @Test
    void makes_a_healthy_pair_with_exactly_one_holder() {
        Result result = lbprov.run("create", "demo").exits(0);

        Place place = lbprov.place();
        assertThat(result.out())
                .contains("healthy: load-balancer-1 holds the virtual IPs, load-balancer-2 is ready to take over")
                .contains("Next:  lbprov status demo");
        assertThat(place.vms()).extracting(Vm::name).containsExactly("load-balancer-1", "load-balancer-2");
        assertThat(place.holders()).containsExactly("load-balancer-1");
        for (Vm vm : place.vms()) {
            assertThat(vm.isRunning()).isTrue();
            assertThat(place.marker(vm).state()).isEqualTo(Marker.State.READY);
            assertThat(place.marker(vm).lease()).isEmpty();
        }
    }

    @Test
    void every_mark_is_on_the_vms() {
        lbprov.run("create", "demo").exits(0);

        Vm vm = lbprov.place().vm("load-balancer-1");
        MemberName member = new MemberName("load-balancer-1");
        Marker marker = lbprov.place().marker(vm);
        assertThat(vm.node()).isEqualTo("pluto");
        assertThat(lbprov.place().vm("load-balancer-2").node()).isEqualTo("fergus");
        assertThat(marker.pair()).isEqualTo(DEMO);
        assertThat(marker.member()).isEqualTo(member);
        assertThat(marker.vmId().number()).isEqualTo(vm.vmid()).isBetween(200, 299);
        assertThat(marker.incarnation()).isEqualTo(1);
        assertThat(marker.generation()).isEqualTo(1);
        assertThat(marker.segment()).isEqualTo("vmbr0");
        assertThat(marker.routerId()).isEqualTo(51);
        assertThat(marker.virtualIps()).hasToString("[198.51.100.10]");
        assertThat(marker.addresses()).hasToString("[198.51.100.11, 203.0.113.11]");
        assertThat(vm.config())
                .containsEntry("name", "load-balancer-1")
                .containsEntry("tags", "demo;lbprov")
                .containsEntry("onboot", "1")
                .containsEntry("agent", "enabled=1")
                .containsEntry("serial0", "socket")
                .containsEntry("vga", "serial0")
                .hasEntrySatisfying("boot", order -> assertThat(order).startsWith("order=scsi0"))
                .containsEntry("cores", "2")
                .containsEntry("memory", "2048")
                .containsEntry("ide2", "none,media=cdrom")
                .containsEntry("net0", "virtio=" + Identity.mac(DEMO, member, "public") + ",bridge=vmbr0")
                .containsEntry("net1", "virtio=" + Identity.mac(DEMO, member, "nat") + ",bridge=vmbrNAT")
                .doesNotContainKey("net2");
        assertThat(vm.config().get("smbios1"))
                .contains(Identity.uuid(DEMO, member, 1).toString());
        assertThat(vm.config().get("scsi0")).contains("backup=0", "iothread=1", "size=10G");
        assertThat(lbprov.place().simulator().world("pluto").poolOf(vm.vmid()).map(pool -> pool.name()))
                .contains("lb");
    }

    @Test
    void no_seed_and_no_copy_of_one_is_left() {
        lbprov.run("create", "demo").exits(0);

        Place place = lbprov.place();
        assertThat(place.volumes("iso")).isEmpty();
        for (Vm vm : place.vms()) {
            assertThat(place.file(vm, "/etc/cloud/cloud-init.disabled")).isPresent();
            assertThat(place.file(vm, "/var/lib/cloud/instance/user-data.txt")).isEmpty();
            MemberStatus status = place.status(vm);
            assertThat(status.cloudInitDisabled()).isTrue();
            assertThat(status.seedCopies()).isFalse();
            assertThat(status.drained()).isFalse();
            assertThat(status.changed()).isEmpty();
            assertThat(status.troubles()).isEmpty();
            assertThat(status.wireGuard().orElseThrow().active()).isTrue();
        }
    }

    @Test
    void run_again_it_finds_nothing_to_do_and_writes_nothing() {
        lbprov.run("create", "demo").exits(0);
        int before = lbprov.place().writes().size();
        assertThat(before).isPositive();

        Result again = lbprov.run("create", "demo").exits(0);

        assertThat(again.out()).isEqualTo("Nothing to do: the pair demo is as it should be.\n");
        assertThat(again.err()).isEmpty();
        assertThat(lbprov.place().writes()).hasSize(before);
        assertThat(lbprov.run("plan", "demo", "--exit-code").exits(0).out()).startsWith("Nothing to do");
        assertThat(lbprov.place().writes()).hasSize(before);
    }

    @Test
    void a_dry_run_shows_the_plan_and_writes_nothing() {
        Result dry = lbprov.run("create", "demo", "--dry-run").exits(0);

        assertThat(dry.out()).contains("Plan: create the pair demo").contains("+ start VM 200 on pluto");
        assertThat(lbprov.place().simulator().writeLog()).isEmpty();
        assertThat(lbprov.run("plan", "demo", "--exit-code").exits(9).out()).isEqualTo(dry.out());
        assertThat(lbprov.run("plan", "demo").exits(0).out()).isEqualTo(dry.out());
        assertThat(lbprov.place().simulator().writeLog()).isEmpty();
    }

    @Test
    void one_member_at_a_time_ends_with_the_same_pair() {
        Result one = lbprov.run("create", "demo", "--member", "load-balancer-2").exits(0);

        assertThat(one.err()).startsWith("Plan: create load-balancer-2 of the pair demo\n");
        assertThat(one.out())
                .contains("load-balancer-2 holds the virtual IPs, but there is no second member")
                .contains("Next:  lbprov status demo\n       lbprov create demo\n");
        assertThat(lbprov.place().vms()).extracting(Vm::name).containsExactly("load-balancer-2");
        lbprov.run("status", "demo").exits(6);

        lbprov.run("create", "demo", "--member", "load-balancer-1").exits(0);
        lbprov.run("status", "demo").exits(0);
        assertThat(lbprov.place().holders()).containsExactly("load-balancer-1");
        assertThat(lbprov.run("create", "demo").exits(0).out()).startsWith("Nothing to do");
    }

    @Test
    void a_member_that_the_pair_does_not_have_is_refused() {
        Result result =
                lbprov.run("create", "demo", "--member", "load-balancer-9").exits(2);

        assertThat(result.err()).isEqualTo("""
                        Error: the pair demo has no member load-balancer-9
                          try: its members are load-balancer-1 and load-balancer-2
                        """);
        assertThat(lbprov.place().writes()).isEmpty();
    }

    @Test
    void a_stopped_member_is_started_proved_and_let_serve() {
        lbprov.run("create", "demo").exits(0);
        Vm vm = lbprov.place().vm("load-balancer-1");
        lbprov.place().powerOff(vm);
        assertThat(lbprov.place().vm("load-balancer-1").isRunning()).isFalse();
        assertThat(lbprov.run("status", "demo").exits(6).out()).contains("stopped");
        int before = lbprov.place().writes().size();

        lbprov.run("create", "demo").exits(0);

        assertThat(lbprov.place()
                        .writes()
                        .subList(before, lbprov.place().writes().size()))
                .extracting(entry -> entry.method() + " " + entry.path())
                .containsExactly(
                        "PUT /nodes/pluto/qemu/200/config",
                        "PUT /nodes/fergus/qemu/201/config",
                        "POST /nodes/pluto/qemu/200/status/start",
                        "POST /nodes/pluto/qemu/200/agent/exec",
                        "PUT /nodes/fergus/qemu/201/config",
                        "PUT /nodes/pluto/qemu/200/config");
        assertThat(lbprov.place().vms())
                .allMatch(each -> lbprov.place().marker(each).lease().isEmpty());
        lbprov.run("status", "demo").exits(0);
    }

    @Test
    void what_was_done_stays_done_when_nobody_answers_afterwards() {
        silentOnceVerified();

        Result result =
                lbprov.run("create", "demo", "--member", "load-balancer-1").exits(0);

        assertThat(result.err())
                .contains("Warning: all was done, but how the pair is now cannot be told")
                .contains("try: lbprov status demo");
        assertThat(result.out()).startsWith("\nNext:  ");
    }

    @Test
    void what_both_members_said_at_the_end_is_shown_without_asking_again() {
        silentOnceVerified();

        Result result = lbprov.run("create", "demo").exits(0);

        assertThat(result.err()).doesNotContain("cannot be told");
        assertThat(result.out()).contains("demo  healthy: load-balancer-1 holds the virtual IPs");
    }

    private void silentOnceVerified() {
        Path journal = lbprov.state().resolve("journal/demo.jsonl");
        String last =
                "\"step\":\"verify that exactly one member holds the virtual IPs, and all is healthy\",\"event\":\"done\"";
        lbprov.place();
        lbprov.time().watch(() -> {
            if (Files.exists(journal) && text(journal).contains(last)) {
                lbprov.place()
                        .simulator()
                        .endpoints()
                        .keySet()
                        .forEach(lbprov.place().faults()::nodeDown);
            }
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_to_try_next_means_the_same_place_and_names_the_program_as_it_was_called() {
        Result result =
                lbprov.run("create", "production", "--inventory", "simulator").exits(0);

        assertThat(result.out())
                .contains("Next:  lbprov status production --inventory simulator\n")
                .contains("       lbprov destroy production --inventory simulator\n");
        assertThat(new NextSteps(command -> "lb " + command, "my pair", false)
                        .after(Intent.CREATE, Optional.empty(), Optional.empty()))
                .containsExactly("lb status 'my pair'");
    }

    @Test
    void a_right_that_is_missing_is_named_with_what_an_admin_types() {
        lbprov.workspace().edit("inventory/simulator.yaml", "pool: lb\n", "");

        assertThat(lbprov.run("plan", "demo").exits(4).err()).contains("""
                          try: set `pool: NAME` in the inventory, and give it on /pool/NAME; or on all VMs:
                               as admin, for the user and for the token (if the role is there already: role modify):
                               pveum role add Lbprov-vms --privs "VM.Allocate VM.Audit VM.Config.CDROM VM.Config.CPU\
                         VM.Config.Disk VM.Config.HWType VM.Config.Memory VM.Config.Network VM.Config.Options\
                         VM.GuestAgent.Unrestricted VM.PowerMgmt"
                               pveum acl modify /vms --users 'lbprov@pve' --roles Lbprov-vms
                               pveum acl modify /vms --tokens 'lbprov@pve!demo' --roles Lbprov-vms
                        """);
        assertThat(lbprov.place().writes()).isEmpty();
    }

    @Test
    void a_backend_that_is_down_is_a_warning() {
        lbprov.place().lan().backendDown("203.0.113.21");

        Result result = lbprov.run("create", "demo").exits(0);

        assertThat(result.out()).contains("○ web-1 (").contains("● web-2");
        assertThat(lbprov.place().holders()).containsExactly("load-balancer-1");
    }

    @Test
    void a_service_without_any_backend_is_told_as_a_warning() {
        lbprov.place().lan().backendDown("203.0.113.31");
        lbprov.place().lan().backendDown("203.0.113.32");

        Result result = lbprov.run("create", "demo").exits(0);

        assertThat(result.err()).contains("load-balancer-1: service postgres: no server of 2 is up");
        assertThat(lbprov.place().holders()).containsExactly("load-balancer-1");
    }
}
