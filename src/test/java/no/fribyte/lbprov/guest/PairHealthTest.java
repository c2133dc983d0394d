package no.fribyte.lbprov.guest;

import static no.fribyte.lbprov.guest.Healths.absent;
import static no.fribyte.lbprov.guest.Healths.pair;
import static no.fribyte.lbprov.guest.Healths.saying;
import static no.fribyte.lbprov.guest.Healths.silent;
import static no.fribyte.lbprov.guest.Healths.status;
import static no.fribyte.lbprov.guest.Healths.stopped;
import static no.fribyte.lbprov.guest.Healths.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import no.fribyte.lbprov.problem.ExitStatus;
import org.junit.jupiter.api.Test;

class PairHealthTest {
    private static void assertIs(PairHealth health, ExitStatus status, boolean redundant, String verdict) {
        assertThat(health.exitStatus()).isEqualTo(status);
        assertThat(health.redundant()).isEqualTo(redundant);
        assertThat(health.verdict()).isEqualTo(verdict);
    }

    @Test
    void a_healthy_pair_has_one_holder_and_one_in_reserve() {
        assertIs(
                Healths.healthy(),
                ExitStatus.OK,
                true,
                "healthy: lb-1 holds the virtual IPs, lb-2 is ready to take over");
    }

    @Test
    void the_backup_may_hold_the_virtual_ips_as_well() {
        assertIs(
                pair(saying(1, status(1)), saying(2, status(2).holding())),
                ExitStatus.OK,
                true,
                "healthy: lb-2 holds the virtual IPs, lb-1 is ready to take over");
    }

    @Test
    void a_backend_that_is_down_leaves_the_pair_healthy() {
        assertThat(pair(saying(1, status(1).holding().backendDown()), saying(2, status(2)))
                        .exitStatus())
                .isEqualTo(ExitStatus.OK);
    }

    @Test
    void two_holders_are_a_split_brain_whatever_else_is_wrong() {
        assertIs(
                Healths.splitBrain(),
                ExitStatus.SPLIT_BRAIN,
                false,
                "split brain: lb-1 and lb-2 hold the virtual IPs at the same time");
        assertThat(pair(saying(1, status(1).holding(), "x"), saying(2, status(2).holding()))
                        .exitStatus())
                .isEqualTo(ExitStatus.SPLIT_BRAIN);
    }

    @Test
    void without_a_holder_the_pair_is_down() {
        assertIs(
                pair(saying(1, status(1)), saying(2, status(2))),
                ExitStatus.NO_HOLDER,
                true,
                "down: no member holds the virtual IPs");
        assertThat(pair(saying(1, status(1)), stopped(2, "ready")).exitStatus()).isEqualTo(ExitStatus.NO_HOLDER);
        assertThat(pair(saying(1, status(1)), absent(2)).exitStatus()).isEqualTo(ExitStatus.NO_HOLDER);
    }

    @Test
    void a_member_that_was_not_asked_may_hold_the_virtual_ips() {
        String verdict = "cannot tell who holds the virtual IPs: ";

        assertIs(
                pair(unreachable(1, "node pluto cannot be read"), saying(2, status(2))),
                ExitStatus.UNHEALTHY,
                true,
                verdict + "lb-1: node pluto cannot be read");
        assertIs(
                pair(silent(1, "the guest agent does not answer"), unreachable(2, "node fergus cannot be read")),
                ExitStatus.UNHEALTHY,
                false,
                verdict + "lb-1: the guest agent does not answer; lb-2: node fergus cannot be read");
        assertThat(pair(silent(1, "x"), absent(2)).exitStatus()).isEqualTo(ExitStatus.UNHEALTHY);
    }

    @Test
    void a_holder_is_told_with_the_member_that_cannot_be_seen() {
        assertIs(
                pair(
                        unreachable(1, "node pluto cannot be read"),
                        saying(2, status(2).holding())),
                ExitStatus.UNHEALTHY,
                false,
                "lb-2 holds the virtual IPs, but lb-1 cannot be seen: node pluto cannot be read");
        assertIs(
                Healths.oneSilent(),
                ExitStatus.UNHEALTHY,
                false,
                "lb-1 holds the virtual IPs, but lb-2 cannot be seen: the guest agent does not answer");
    }

    @Test
    void what_was_never_made_is_not_down() {
        assertIs(Healths.nothing(), ExitStatus.NO_HOLDER, false, "not created yet");
        assertThat(Healths.nothing().isNotCreated()).isTrue();
    }

    @Test
    void what_was_begun_is_unfinished_until_a_member_is_ready() {
        String unfinished = "unfinished: no member is ready yet";

        assertIs(pair(stopped(1, "building"), absent(2)), ExitStatus.NO_HOLDER, false, unfinished);
        assertIs(pair(stopped(1, "building"), stopped(2, "cloning")), ExitStatus.NO_HOLDER, false, unfinished);
        assertIs(
                pair(stopped(1, "building"), stopped(2, "ready")),
                ExitStatus.NO_HOLDER,
                false,
                "down: no member holds the virtual IPs");
    }

    @Test
    void a_drained_partner_is_no_reserve() {
        String verdict = " holds the virtual IPs, but there is no second member to take over";

        assertIs(Healths.oneDrained(), ExitStatus.UNHEALTHY, false, "lb-2" + verdict);
        assertIs(
                pair(saying(1, status(1).holding()), stopped(2, "ready")),
                ExitStatus.UNHEALTHY,
                false,
                "lb-1" + verdict);
        assertIs(
                pair(saying(1, status(1).holding()), saying(2, status(2), "haproxy: haproxy does not run")),
                ExitStatus.UNHEALTHY,
                false,
                "lb-1" + verdict);
    }

    @Test
    void a_holder_that_is_not_well_is_told() {
        assertIs(
                pair(saying(1, status(1).holding(), "firewall: nftables is not active"), saying(2, status(2))),
                ExitStatus.UNHEALTHY,
                true,
                "lb-1 holds the virtual IPs, but not everything is as it should be");
    }
}
