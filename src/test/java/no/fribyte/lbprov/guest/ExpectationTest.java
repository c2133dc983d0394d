package no.fribyte.lbprov.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private static final Expectation EXPECTED = new Expectation(
            "demo",
            "lb-1",
            Statuses.HASH,
            Set.of(Statuses.VIRTUAL_IP),
            Set.of("http"),
            Optional.of(Statuses.KEY),
            Optional.empty());

    private static List<String> unmet(Statuses status) {
        return EXPECTED.unmetBy(status.make());
    }

    @Test
    void a_healthy_member_has_proved_itself_with_or_without_the_virtual_ip() {
        assertThat(unmet(Statuses.of("lb-1"))).isEmpty();
        assertThat(unmet(Statuses.of("lb-1").holding())).isEmpty();
        assertThat(unmet(Statuses.of("lb-1").drained())).isEmpty();
    }

    @Test
    void a_backend_that_is_down_does_not_count() {
        assertThat(unmet(Statuses.of("lb-1").backendDown())).isEmpty();
    }

    @Test
    void another_member_is_noticed() {
        assertThat(unmet(Statuses.of("lb-2"))).containsExactly("it says it is lb-2 of demo");
    }

    @Test
    void other_files_are_noticed() {
        assertThat(unmet(Statuses.of("lb-1").hash("beef")))
                .containsExactly("its generation is not the one it was made with");
    }

    @Test
    void other_virtual_ips_are_noticed() {
        assertThat(unmet(Statuses.of("lb-1").virtualIp("198.51.100.99")))
                .containsExactly("its virtual IPs are 198.51.100.99, not 198.51.100.10");
    }

    @Test
    void a_service_that_haproxy_does_not_know_is_noticed() {
        Expectation more = new Expectation(
                "demo",
                "lb-1",
                Statuses.HASH,
                Set.of(Statuses.VIRTUAL_IP),
                Set.of("https"),
                Optional.of(Statuses.KEY),
                Optional.empty());

        assertThat(more.unmetBy(Statuses.of("lb-1").make())).containsExactly("haproxy serves http, not https");
    }

    @Test
    void a_program_that_does_not_run_is_told_once() {
        assertThat(unmet(Statuses.of("lb-1").withoutHaproxy())).containsExactly("haproxy: haproxy does not run");
        assertThat(unmet(Statuses.of("lb-1")
                        .vpn(Optional.of(Statuses.vpn(false, "")))
                        .trouble("wireguard", true, "WireGuard does not run on wg0")))
                .containsExactly("wireguard: WireGuard does not run on wg0");
    }

    @Test
    void another_key_is_noticed_and_so_is_a_vpn_that_is_not_there() {
        assertThat(unmet(Statuses.of("lb-1").vpn(Optional.of(Statuses.vpn(true, "other")))))
                .containsExactly("WireGuard's public key is other, not " + Statuses.KEY);
        assertThat(unmet(Statuses.of("lb-1").vpn(Optional.empty())))
                .containsExactly("WireGuard's public key is none, not " + Statuses.KEY);
    }

    @Test
    void a_vpn_that_nobody_asked_for_is_noticed() {
        Expectation without = new Expectation(
                "demo",
                "lb-1",
                Statuses.HASH,
                Set.of(Statuses.VIRTUAL_IP),
                Set.of("http"),
                Optional.empty(),
                Optional.empty());

        assertThat(without.unmetBy(Statuses.of("lb-1").vpn(Optional.empty()).make()))
                .isEmpty();
        assertThat(without.unmetBy(Statuses.of("lb-1").make()))
                .containsExactly("WireGuard's public key is " + Statuses.KEY + ", not none");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThat(unmet(Statuses.of("lb-2").hash("beef").withoutHaproxy())).hasSize(3);
    }
}
