package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class GuestPairTest {
    @TempDir
    private Path directory;

    private TestGuests guests;
    private Hardware first;
    private Hardware second;

    @BeforeEach
    void start_a_good_pair() {
        guests = new TestGuests(directory, GuestTiming.instant());
        first = guests.start(SampleSeed.first());
        second = guests.start(SampleSeed.second());
    }

    @Test
    void a_good_seed_makes_a_healthy_member() {
        assertThat(guests.firstBoot(first).toString())
                .isEqualTo("{\"format\":1,\"stage\":\"done\",\"result\":\"ok\",\"error\":null,\"log\":null}");
        assertThat(guests.file(first, "/run/cloud-init/result.json").toString())
                .isEqualTo("{\"v1\":{\"datasource\":\"DataSourceNoCloud [seed=/dev/sr0][dsmode=net]\",\"errors\":[]}}");
        assertThat(guests.problems(first)).isEmpty();
        assertThat(guests.problems(second)).isEmpty();
    }

    @Test
    void the_status_has_the_shape_of_the_contract() {
        JsonNode status = guests.status(first);

        assertThat(status.propertyNames())
                .containsExactly(
                        "format",
                        "pair",
                        "member",
                        "generation",
                        "drained",
                        "keepalived",
                        "virtualIps",
                        "haproxy",
                        "wireguard",
                        "firewall",
                        "sync",
                        "sshHostKey",
                        "cloudInit",
                        "problems");
        assertThat(status.path("generation").propertyNames()).containsExactly("number", "hash", "lbprov", "changed");
        assertThat(status.path("haproxy").toString())
                .isEqualTo("{\"active\":true,\"version\":\"2.6.12\",\"services\":["
                        + "{\"name\":\"http\",\"servers\":[{\"name\":\"web-1\",\"up\":true,\"check\":\"L7OK\"},"
                        + "{\"name\":\"web-2\",\"up\":true,\"check\":\"L7OK\"}]},"
                        + "{\"name\":\"kube\",\"servers\":[{\"name\":\"kube-1\",\"up\":true,\"check\":\"L6OK\"}]}]}");
        assertThat(status.path("wireguard").path("port").asInt()).isEqualTo(51871);
        assertThat(status.path("wireguard").path("publicKey").asString()).isEqualTo(SampleFiles.publicKey());
        assertThat(status.path("cloudInit").toString()).isEqualTo("{\"disabled\":false,\"copies\":true}");
    }

    @Test
    void a_new_pair_is_drained_and_one_of_it_serves_all_the_same() {
        assertThat(guests.status(first).path("drained").asBoolean()).isTrue();
        assertThat(guests.holders()).containsExactly("load-balancer-1");
    }

    @Test
    void draining_the_master_moves_the_virtual_ip_and_undraining_returns_it() {
        guests.guest(first, "undrain");
        guests.guest(second, "undrain");
        assertThat(guests.status(first).path("keepalived").path("state").asString())
                .isEqualTo("MASTER");

        guests.guest(first, "drain");
        assertThat(guests.holders()).containsExactly("load-balancer-2");
        assertThat(guests.status(first).path("keepalived").path("state").asString())
                .isEqualTo("BACKUP");

        guests.guest(first, "undrain");
        assertThat(guests.holders()).containsExactly("load-balancer-1");
    }

    @Test
    void among_equals_the_virtual_ip_stays_where_it_is() {
        for (SampleSeed seed : List.of(SampleSeed.first(), SampleSeed.second())) {
            String priority = seed.name.endsWith("1") ? "250" : "240";
            seed.replace(SampleSeed.KEEPALIVED, "priority " + priority, "priority 230");
            seed.replace(SampleSeed.MEMBER, "\"priority\": " + priority, "\"priority\": 230");
            guests.machines.wipe(seed.name + "-disk");
            Hardware hardware = guests.start(seed);
            guests.guest(hardware, "undrain");
        }
        assertThat(guests.holders()).containsExactly("load-balancer-1");

        guests.machines.lan().stopService(first.diskId(), "haproxy");
        assertThat(guests.holders()).containsExactly("load-balancer-2");
        guests.exec(first, "/usr/bin/systemctl", "start", "haproxy");
        guests.reopen();
        assertThat(guests.holders()).containsExactly("load-balancer-2");
        assertThat(guests.problems(first)).isEmpty();
    }

    @Test
    void a_stopped_or_frozen_haproxy_hands_the_virtual_ip_over() {
        guests.machines.lan().stopService(first.diskId(), "haproxy");
        assertThat(guests.holders()).containsExactly("load-balancer-2");
        assertThat(guests.status(first).path("keepalived").path("state").asString())
                .isEqualTo("FAULT");
        assertThat(guests.problems(first))
                .containsExactly(
                        "keepalived: haproxy does not answer, and the partner does better,"
                                + " so this member gives up the virtual IPs",
                        "keepalived: check-haproxy fails, so the partner is preferred",
                        "haproxy: haproxy does not run");

        assertThat(guests.exec(first, "/usr/bin/systemctl", "start", "haproxy").exitCode())
                .isZero();
        guests.machines.lan().freezeService(first.diskId(), "haproxy");
        assertThat(guests.holders()).containsExactly("load-balancer-2");
        assertThat(guests.problems(first)).contains("haproxy: haproxy does not answer on its admin socket");
    }

    @Test
    void without_wireguard_a_member_steps_down() {
        guests.machines.lan().stopService(first.diskId(), "wg-quick@wg0");

        assertThat(guests.holders()).containsExactly("load-balancer-2");
        assertThat(guests.problems(first)).contains("wireguard: WireGuard does not run on wg0");
    }

    @Test
    void both_hold_the_virtual_ip_while_the_network_between_them_is_cut() {
        guests.machines.lan().cut(first.diskId());
        guests.reopen();
        assertThat(guests.holders()).containsExactly("load-balancer-1", "load-balancer-2");

        guests.machines.lan().heal(first.diskId());
        assertThat(guests.holders()).containsExactly("load-balancer-1");
    }

    @Test
    void the_survivor_of_a_pair_takes_the_virtual_ip() {
        guests.stop(first);

        assertThat(guests.holders()).containsExactly("load-balancer-2");
    }

    @Test
    void a_backend_that_is_down_is_a_warning() {
        guests.machines.lan().backendDown("10.0.0.80");
        guests.reopen();
        assertThat(guests.problems(first))
                .containsExactly(
                        "backend: service kube: server kube-1 is down (L4TOUT)",
                        "backend: service kube: no server of 1 is up");

        guests.machines.lan().backendUp("10.0.0.80");
        assertThat(guests.problems(first)).isEmpty();
    }

    @Test
    void a_seed_is_wiped_only_after_cloud_init_was_disabled() {
        String copy = "/var/lib/cloud/instances/demo-load-balancer-1-1/user-data.txt";
        ExecResult refused = guests.exec(first, SampleSeed.LBPROV_GUEST, "wipe-seed");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(new String(refused.err(), UTF_8)).startsWith("lbprov-guest: cloud-init is not disabled");
        assertThat(guests.text(first, copy)).contains("ed25519_private");

        guests.guest(first, "disable-cloud-init");
        guests.guest(first, "wipe-seed");

        assertThat(guests.machines.readFile(first, copy)).isEmpty();
        assertThat(guests.status(first).path("cloudInit").toString()).isEqualTo("{\"disabled\":true,\"copies\":false}");
        assertThat(guests.status(first).path("problems").isEmpty()).isTrue();
    }

    @Test
    void nothing_is_lost_when_the_process_is_killed() {
        guests.guest(first, "undrain");
        guests.machines.writeFile(first, "/etc/note", "kept".getBytes(UTF_8));
        guests.machines.lan().stopService(second.diskId(), "haproxy");
        List<JsonNode> before = List.of(guests.status(first), guests.status(second));

        guests.reopen();

        assertThat(List.of(guests.status(first), guests.status(second))).isEqualTo(before);
        assertThat(guests.text(first, "/etc/note")).isEqualTo("kept");
    }

    @Test
    void a_wiped_disk_boots_as_a_new_machine() {
        guests.guest(first, "undrain");
        guests.stop(first);
        guests.machines.wipe(first.diskId());

        guests.reboot(first, true);

        assertThat(guests.status(first).path("drained").asBoolean()).isTrue();
    }

    @Test
    void the_agent_answers_as_qemus_does() {
        assertThatThrownBy(() -> guests.exec(first, "/usr/bin/nmap"))
                .isInstanceOf(GuestException.class)
                .hasMessage("Guest agent command failed, error was"
                        + " 'Failed to execute child process “/usr/bin/nmap” (No such file or directory)'");
        assertThat(guests.exec(first, SampleSeed.LBPROV_GUEST, "dance").exitCode())
                .isEqualTo(2);
        assertThat(guests.exec(first, "/usr/bin/systemctl", "is-active", "haproxy")
                        .out())
                .asString(UTF_8)
                .isEqualTo("active\n");
        assertThat(guests.machines.readFile(first, "/etc/nothing")).isEmpty();
        assertThat(guests.text(first, "/etc/ssh/ssh_host_ed25519_key.pub"))
                .isEqualTo("ssh-ed25519 AAAAhost load-balancer-1");
    }

    @Test
    void a_refused_haproxy_file_leaves_the_running_one_alone() {
        guests.machines.writeFile(first, SampleSeed.HAPROXY, "frontend x\n  nonsense\n".getBytes(UTF_8));

        ExecResult reload = guests.exec(first, "/usr/bin/systemctl", "reload", "haproxy");

        assertThat(reload.exitCode()).isEqualTo(1);
        assertThat(guests.problems(first))
                .containsExactly("generation: /etc/haproxy/haproxy.cfg is not as lbprov wrote it");
        assertThat(guests.holders()).containsExactly("load-balancer-1");
    }

    @Test
    void a_boot_takes_its_time() {
        guests = new TestGuests(directory.resolve("slow"), GuestTiming.demo());
        Hardware slow = guests.start(SampleSeed.first());
        assertThat(guests.machines.agentAnswers(slow)).isFalse();
        assertThatThrownBy(() -> guests.exec(slow, "/usr/bin/true")).hasMessage("QEMU guest agent is not running");
    }

    @Test
    void the_stages_of_a_first_boot_follow_each_other() {
        guests = new TestGuests(directory.resolve("slow"), GuestTiming.demo());
        Hardware slow = guests.start(SampleSeed.first());

        guests.pass(Duration.ofSeconds(2));
        assertThat(guests.machines.agentAnswers(slow)).isTrue();
        assertThat(guests.firstBoot(slow).path("stage").asString()).isEqualTo("packages");
        assertThat(guests.machines.readFile(slow, "/run/cloud-init/result.json"))
                .isEmpty();
        guests.reopen();
        guests.pass(Duration.ofSeconds(3));
        assertThat(guests.firstBoot(slow).path("stage").asString()).isEqualTo("services");
        guests.pass(Duration.ofSeconds(1));
        assertThat(guests.firstBoot(slow).path("stage").asString()).isEqualTo("done");
        assertThat(guests.problems(slow)).isEmpty();
    }

    @Test
    void a_machine_that_was_deleted_does_not_come_back_because_another_looks_for_it() {
        guests.machines.wipe(first.diskId());

        assertThat(guests.status(second).path("keepalived").path("state").asString())
                .isEqualTo("MASTER");
        assertThat(directory.resolve("guests").resolve("disk-load-balancer-1-disk.json"))
                .doesNotExist();
    }

    @Test
    void many_threads_may_ask_at_once() throws InterruptedException {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Hardware hardware : List.of(first, second, first, second)) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 10; i++) {
                    guests.machines.writeFile(
                            hardware, "/tmp/" + Thread.currentThread().getName() + i, new byte[1]);
                    guests.status(hardware);
                }
            });
            thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        guests.reopen();
        assertThat(failures).isEmpty();
        for (Thread thread : threads) {
            Hardware hardware = threads.indexOf(thread) % 2 == 0 ? first : second;
            assertThat(guests.machines.readFile(hardware, "/tmp/" + thread.getName() + "9"))
                    .isPresent();
        }
    }
}
