package no.fribyte.lbprov.simulator.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second boot does, with and without the medium (lab/seed-facts.md). */
class LaterBootTest {
    private static final String FALLS_BACK = "debian-12-nodatasource.qcow2";
    private static final String COPY = "/var/lib/cloud/instances/demo-load-balancer-1-1/user-data.txt";

    @TempDir
    private Path directory;

    private TestGuests guests() {
        return new TestGuests(directory, GuestTiming.instant());
    }

    @Test
    void a_reboot_keeps_the_member_and_empties_run() {
        TestGuests guests = guests();
        Hardware hardware = guests.start(SampleSeed.first());
        guests.guest(hardware, "undrain");

        Hardware again = guests.reboot(hardware, false);

        assertThat(guests.problems(again)).isEmpty();
        assertThat(guests.status(again).path("drained").asBoolean()).isFalse();
        assertThat(guests.holders()).containsExactly("load-balancer-1");
        assertThat(guests.machines.readFile(again, "/run/lbprov/first-boot.json"))
                .isEmpty();
    }

    @Test
    void the_same_instance_is_not_set_up_twice_but_its_secrets_come_back_with_the_medium() {
        TestGuests guests = guests();
        Hardware hardware = guests.start(SampleSeed.first());
        guests.guest(hardware, "undrain");
        guests.guest(hardware, "disable-cloud-init");
        guests.guest(hardware, "wipe-seed");
        Hardware disabled = guests.reboot(hardware, true);
        assertThat(guests.machines.readFile(disabled, COPY)).isEmpty();

        Hardware open = guests.start(SampleSeed.second());
        guests.guest(open, "undrain");
        Hardware again = guests.reboot(open, true);
        assertThat(guests.machines.readFile(again, COPY.replace("1-1", "2-1"))).isPresent();
        assertThat(guests.status(again).path("drained").asBoolean()).isFalse();
    }

    @Test
    void an_image_that_falls_back_to_none_loses_its_network_without_the_medium() {
        TestGuests guests = guests();
        Hardware hardware = guests.start(SampleSeed.first(), FALLS_BACK);
        String key = guests.text(hardware, "/etc/ssh/ssh_host_ed25519_key.pub");

        Hardware lost = guests.reboot(hardware, false);

        assertThat(guests.holders()).isEmpty();
        assertThat(guests.status(lost).path("keepalived").path("active").asBoolean())
                .isTrue();
        assertThat(guests.problems(lost))
                .contains("network: there is no interface public: no network card has its MAC address");
        assertThat(guests.text(lost, "/etc/ssh/ssh_host_ed25519_key.pub")).isNotEqualTo(key);
    }

    @Test
    void the_marker_protects_such_an_image() {
        TestGuests guests = guests();
        Hardware hardware = guests.start(SampleSeed.first(), FALLS_BACK);
        guests.guest(hardware, "disable-cloud-init");

        Hardware again = guests.reboot(hardware, false);

        assertThat(guests.problems(again)).isEmpty();
        assertThat(guests.holders()).containsExactly("load-balancer-1");
    }

    @Test
    void a_first_boot_that_was_cut_off_is_not_taken_up_again() {
        TestGuests guests = new TestGuests(directory, GuestTiming.demo());
        Hardware hardware = guests.start(SampleSeed.first());
        guests.pass(Duration.ofSeconds(3));
        guests.stop(hardware);

        Hardware again = guests.reboot(hardware, true);
        guests.pass(Duration.ofMinutes(1));

        assertThat(guests.status(again).path("haproxy").path("active").asBoolean())
                .isFalse();
    }

    @Test
    void a_later_boot_takes_as_long_as_the_agent() {
        TestGuests guests = new TestGuests(directory, GuestTiming.demo());
        Hardware hardware = guests.start(SampleSeed.first());
        guests.pass(Duration.ofMinutes(1));

        Hardware again = guests.reboot(hardware, false);

        assertThat(guests.machines.agentAnswers(again)).isFalse();
        guests.pass(Duration.ofSeconds(2));
        assertThat(guests.holders()).containsExactly("load-balancer-1");
    }
}
