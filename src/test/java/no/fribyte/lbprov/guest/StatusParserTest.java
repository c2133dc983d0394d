package no.fribyte.lbprov.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusParserTest {
    private static final Pattern SAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    /** The sample of the page that is the contract, so that page and parser cannot drift apart. */
    private static String sample() throws IOException {
        Matcher matcher = SAMPLE.matcher(Files.readString(Path.of("src/site/markdown/guest.md")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static MemberStatus parse(String text) throws StatusParser.UnreadableStatus {
        return StatusParser.parse(text);
    }

    @Test
    void the_sample_of_the_documentation_is_read_to_the_last_key() throws Exception {
        assertThat(parse(sample()))
                .isEqualTo(new MemberStatus(
                        "demo",
                        "load-balancer-1",
                        new MemberStatus.Generation(1, "...", "0.1.0"),
                        List.of(),
                        false,
                        true,
                        MemberStatus.Vrrp.MASTER,
                        Optional.of(250),
                        List.of(new MemberStatus.VirtualIp("198.51.100.10", true)),
                        true,
                        "2.8.5",
                        List.of(new MemberStatus.ServiceStatus(
                                "http", List.of(new MemberStatus.ServerStatus("web-1", true, "L4OK")))),
                        Optional.of(new MemberStatus.WireGuard(
                                true,
                                51871,
                                "...",
                                List.of(new MemberStatus.VpnMemberStatus("laptop-1", "...", Optional.empty())))),
                        true,
                        Optional.of(new Sync(
                                true,
                                Optional.of(false),
                                Optional.of("service https has no server"),
                                Optional.of(new Sync.Partner(0, true, 1, 1)))),
                        Optional.of("ssh-ed25519 AAAA..."),
                        true,
                        false,
                        List.of(
                                new MemberStatus.Trouble("backend", false, "service https: no server of 3 is up"),
                                new MemberStatus.Trouble(
                                        "sync",
                                        false,
                                        "keeps the virtual IPs all the same: service https has no server"))));
    }

    @Test
    void every_flag_of_the_sample_is_read_the_other_way_round_too() throws Exception {
        MemberStatus opposite =
                parse(sample().replace("true", "TRUE").replace("false", "true").replace("TRUE", "false"));

        assertThat(opposite.drained()).isTrue();
        assertThat(opposite.keepalivedActive()).isFalse();
        assertThat(opposite.holdsAny()).isFalse();
        assertThat(opposite.haproxyActive()).isFalse();
        assertThat(opposite.services().get(0).up()).isZero();
        assertThat(opposite.wireGuard().orElseThrow().active()).isFalse();
        assertThat(opposite.firewallActive()).isFalse();
        assertThat(opposite.sync().orElseThrow().answers()).isFalse();
        assertThat(opposite.sync().orElseThrow().healthy()).contains(true);
        assertThat(opposite.sync().flatMap(Sync::partner).orElseThrow().healthy())
                .isFalse();
        assertThat(opposite.cloudInitDisabled()).isFalse();
        assertThat(opposite.seedCopies()).isTrue();
    }

    @Test
    void numbers_lists_and_severities_are_read() throws Exception {
        MemberStatus status = parse(sample().replace("\"handshakeAge\": null", "\"handshakeAge\": 12")
                .replace("\"changed\": []", "\"changed\": [\"/etc/haproxy/haproxy.cfg\"]")
                .replace("\"severity\": \"warning\"", "\"severity\": \"error\""));

        assertThat(status.wireGuard().orElseThrow().members().get(0).handshakeAge())
                .contains(12L);
        assertThat(status.changed()).containsExactly("/etc/haproxy/haproxy.cfg");
        assertThat(status.seriousTroubles()).hasSize(2);
    }

    @Test
    void what_could_not_be_asked_is_empty() throws Exception {
        MemberStatus status = parse("""
                {"format": 1, "pair": "demo", "member": "lb-1", "generation": null, "drained": false,
                 "keepalived": {"active": false, "state": "STOPPED"}, "virtualIps": [],
                 "haproxy": {"active": false, "version": null, "services": []},
                 "wireguard": {"active": false, "port": null, "publicKey": null, "members": []},
                 "firewall": {"active": false}, "cloudInit": {"disabled": false, "copies": true}, "problems": []}""");

        assertThat(status.generation()).isEqualTo(new MemberStatus.Generation(0, "", ""));
        assertThat(status.haproxyVersion()).isEmpty();
        assertThat(status.hostKey()).isEmpty();
        assertThat(status.wireGuard()).contains(new MemberStatus.WireGuard(false, 0, "", List.of()));
        assertThat(status.vrrp()).isEqualTo(MemberStatus.Vrrp.STOPPED);
        assertThat(status.holds()).isFalse();
    }

    @Test
    void a_sync_service_that_does_not_answer_says_nothing_of_the_partner() throws Exception {
        String down =
                "{\"format\": 1, \"sync\": {\"active\": true, \"healthy\": null, \"degraded\": null, \"partner\": null}}";

        Sync sync = parse(down).sync().orElseThrow();

        assertThat(sync).isEqualTo(new Sync(true, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(sync.answers()).isFalse();
        assertThat(parse("{\"format\": 1}").sync()).isEmpty();
    }

    @Test
    void without_a_vpn_there_is_none() throws Exception {
        assertThat(parse("{\"format\": 1, \"wireguard\": null}").wireGuard()).isEmpty();
    }

    @Test
    void what_a_newer_guest_says_beyond_that_is_left_alone() throws Exception {
        String more = sample().replace("\"format\": 1,", "\"format\": 1, \"mood\": {\"good\": [true]},");

        assertThat(parse(more)).isEqualTo(parse(sample()));
    }

    @Test
    void a_state_of_keepalived_that_is_not_known_counts_as_stopped() throws Exception {
        assertThat(parse(sample().replace("MASTER", "DELETED")).vrrp()).isEqualTo(MemberStatus.Vrrp.STOPPED);
    }

    @Test
    void a_newer_format_is_not_guessed_at() throws Exception {
        String newer = sample().replace("\"format\": 1", "\"format\": 2");

        assertThatThrownBy(() -> parse(newer))
                .isInstanceOf(StatusParser.UnreadableStatus.class)
                .hasMessage("lbprov-guest speaks format 2, and this lbprov reads 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Traceback (most recent call last):", "{\"format\": 1, ", "[]", "null", "1"})
    void text_that_is_no_status_is_told(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(StatusParser.UnreadableStatus.class)
                .hasMessageStartingWith("lbprov-guest ");
    }
}
