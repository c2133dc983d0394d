package no.fribyte.lbprov.doctor;

import static no.fribyte.lbprov.doctor.Examined.way;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayCheckTest {
    private static final String DIRECT = "OK fergus: reached without the pair";

    @ParameterizedTest
    @CsvSource({
        "198.51.100.10, 198.51.100.10 is a virtual IP of the pair",
        "198.51.100.12, 198.51.100.12 is lb-2",
        "10.9.0.1, 10.9.0.1 is in the pair's VPN",
        "10.9.0.77, 10.9.0.77 is in the pair's VPN"
    })
    void an_address_that_the_pair_serves_is_warned_of_with_the_reason(String address, String reason) {
        List<String> told = new Examined()
                .ways(way("proxmox.example.org:8006", "203.0.113.7", address))
                .told(WayCheck::section);

        assertThat(told)
                .containsExactly(
                        DIRECT,
                        "WARNING when the pair is down, lbprov cannot reach pluto | proxmox.example.org:8006: " + reason
                                + " | add an address of the node itself, which does not lead through the pair, as the"
                                + " first one in the inventory:\nnodes: {pluto: {addresses:"
                                + " [\"https://ADDRESS-OF-pluto:8006\", \"https://proxmox.example.org:8006\"]}}");
    }

    @Test
    void so_is_a_connection_that_leaves_this_machine_by_the_pairs_vpn() {
        List<String> told = new Examined()
                .ways(way("192.0.2.1:8006", "10.9.0.20", "192.0.2.1"))
                .told(WayCheck::section);

        assertThat(told.get(1))
                .contains("cannot reach pluto")
                .contains("this machine's own address on that connection, 10.9.0.20, is one of the pair's VPN");
    }

    @Test
    void another_address_that_answers_and_does_not_lead_through_it_will_do() {
        assertThat(new Examined()
                        .ways(
                                way("vip.example.org", "203.0.113.7", "198.51.100.10"),
                                way("192.0.2.1:8006", "203.0.113.7", "192.0.2.1"))
                        .told(WayCheck::section))
                .containsExactly("OK pluto, fergus: reached without the pair");
    }

    @Test
    void a_name_with_an_address_beside_the_pair_will_do() {
        assertThat(new Examined()
                        .ways(way("both.example.org", "203.0.113.7", "198.51.100.10", "192.0.2.1"))
                        .told(WayCheck::section))
                .containsExactly("OK pluto, fergus: reached without the pair");
    }

    @Test
    void of_a_name_that_only_a_proxy_can_resolve_nothing_is_said() {
        assertThat(new Examined().ways(way("inside", "203.0.113.7")).told(WayCheck::section))
                .containsExactly("OK pluto, fergus: reached without the pair");
    }
}
