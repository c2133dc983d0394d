package no.fribyte.lbprov.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.model.Lease;
import org.junit.jupiter.api.Test;

/** Who counts as still working. */
class LeasesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.7Z");
    /** Linux gives no process a number above 2^22. */
    private static final long NOBODY = 1L << 30;

    private static Surroundings on(String host, long pid) {
        return on(host, "ops", pid);
    }

    private static Surroundings on(String host, String user, long pid) {
        return new Surroundings(Map.of(), Path.of("/home/ops"), Path.of("/"), user, host, pid, "lbprov");
    }

    @Test
    void a_lease_says_who_where_and_until_when_to_the_second() {
        Lease lease = Leases.own(on("desk", 42), NOW);

        assertThat(lease.user()).isEqualTo("ops");
        assertThat(lease.host()).isEqualTo("desk");
        assertThat(lease.pid()).isEqualTo(42);
        assertThat(lease.until()).isEqualTo("2026-01-01T12:30:00Z");
        assertThat(lease.run()).matches("1767268800-[0-9a-f]{6}");
    }

    @Test
    void two_runs_in_one_second_have_two_names() {
        assertThat(Leases.own(on("desk", 42), NOW).run())
                .isNotEqualTo(Leases.own(on("desk", 42), NOW).run());
    }

    @Test
    void a_process_of_this_machine_that_ended_works_no_more() {
        Lease left = Leases.own(on("desk", NOBODY), NOW);

        assertThat(new Leases(on("desk", 42), Optional.empty()).isDead(left)).isTrue();
    }

    @Test
    void a_process_of_another_machine_may_be_alive_whatever_its_number() {
        Lease left = Leases.own(on("laptop", NOBODY), NOW);

        assertThat(new Leases(on("desk", 42), Optional.empty()).isDead(left)).isFalse();
    }

    @Test
    void a_name_that_every_machine_has_says_nothing_and_another_users_processes_may_be_hidden() {
        Lease nowhere = Leases.own(on("localhost", NOBODY), NOW);
        Lease theirs = Leases.own(on("desk", "kari", NOBODY), NOW);

        assertThat(new Leases(on("localhost", 42), Optional.empty()).isDead(nowhere))
                .isFalse();
        assertThat(new Leases(on("desk", 42), Optional.empty()).isDead(theirs)).isFalse();
    }

    @Test
    void a_process_that_runs_here_is_alive_and_ones_own_number_was_given_again() {
        long pid = ProcessHandle.current().pid();

        assertThat(new Leases(on("desk", 42), Optional.empty()).isDead(Leases.own(on("desk", pid), NOW)))
                .isFalse();
        assertThat(new Leases(on("desk", pid), Optional.empty()).isDead(Leases.own(on("desk", pid), NOW)))
                .isTrue();
    }
}
