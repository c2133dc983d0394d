package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.fribyte.lbprov.model.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole member on its own: the real programs run with the rendered files, and lbprov-guest looks at them. */
class MemberIT {
    private static final List<String> PROGRAMS =
            List.of("haproxy", "keepalived", "nft", "wg", "wg-quick", "wireguard-go", "sysctl", "python3");

    /** Brings the member up as first-boot does, without systemd, with a client on its public network. */
    private static final String BOOT = """
            {
            mkdir -p /run/lbprov "$M/run" "$M/var/lib" "$M/etc/cloud" "$M/proc"
            mount --bind /run "$M/run"; mount --bind /var/lib "$M/var/lib"; mount --bind /proc "$M/proc"
            echo load-balancer-1 > "$M/etc/hostname"; ip route add default via 198.51.100.1
            touch "$M/etc/cloud/cloud-init.disabled"
            mount -t tmpfs -o mode=755 t /usr/local/sbin
            printf '#!/bin/bash\\nshift; for u; do kill -0 "$(cat /run/$u.pid)" && echo active || echo inactive; done\\n' \\
                > /usr/local/sbin/systemctl
            chmod 755 /usr/local/sbin/systemctl
            echo 0 > /var/lib/lbprov/drain
            $sysctl -q -p $M/etc/sysctl.d/60-lbprov.conf
            $nft -f $M/etc/nftables.conf
            ip link add wg0 type wireguard 2>/dev/null || $wireguard_go wg0
            $wg_quick strip $M/etc/wireguard/wg0.conf > /run/stripped; $wg setconf wg0 /run/stripped
            ip address add 10.9.0.1/24 dev wg0; ip link set wg0 up
            # one of the servers lives
            ip address add 198.51.100.21/32 dev lo
            $python3 -m http.server 80 --bind 198.51.100.21 --directory /run/haproxy &
            $haproxy -W -f $M/etc/haproxy/haproxy.cfg & echo $! > /run/haproxy.pid
            LBPROV_ROOT=$M $python3 -B -u $M/usr/local/sbin/lbprov-guest sync & echo $! > /run/lbprov-sync.pid
            $keepalived -n -l -f $M/etc/keepalived/keepalived.conf -p /run/keepalived.pid &
            mkdir -p /run/netns; ip netns add client; ip link set xpublic netns client
            ip -n client address add 198.51.100.99/24 dev xpublic; ip -n client link set xpublic up
            # the gateway, without which a member whose services have no servers is cut off
            ip -n client address add 198.51.100.1/24 dev xpublic
            ip -n client route add 10.9.0.0/24 via 198.51.100.11
            } > /run/log 2>&1
            guest() { LBPROV_ROOT=$M $python3 -B $M/usr/local/sbin/lbprov-guest "$@"; }
            holds() { ip -o address | grep -q '198.51.100.10/32'; }
            until_true() { for i in $(seq 200); do "$@" && return; sleep 0.05; done; cat /run/log >&2; false; }
            down() { ! "$@"; }
            ask() { ip netns exec client timeout 1 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null && echo open || echo shut; }
            backend_up() { guest status | tr -d ' \\n' | grep -q '"up":true,"check":"L4OK"'; }
            until_true holds; until_true backend_up
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_member_alone_serves_and_says_so() {
        JsonNode status = new JsonMapper().readTree(run("guest status"));

        assertThat(status.path("keepalived").toString())
                .isEqualTo("{\"active\":true,\"state\":\"MASTER\",\"priority\":250,\"expectedPriority\":250}");
        assertThat(status.path("virtualIps").toString()).isEqualTo("[{\"address\":\"198.51.100.10\",\"held\":true}]");
        assertThat(status.path("generation").path("changed").size()).isZero();
        assertThat(status.path("haproxy").path("version").asString()).isNotEmpty();
        assertThat(status.path("haproxy")
                        .path("services")
                        .path(0)
                        .path("servers")
                        .path(0)
                        .toString())
                .isEqualTo("{\"name\":\"s198-51-100-21\",\"up\":true,\"check\":\"L4OK\"}");
        assertThat(status.path("wireguard").path("publicKey").asString())
                .isEqualTo(Pairs.secrets(Pairs.demo()).wireGuardPublicKey().base64());
        assertThat(status.path("wireguard").path("members").size()).isEqualTo(2);
        assertThat(status.path("firewall").path("active").asBoolean()).isTrue();
        assertThat(status.path("problems"))
                .allSatisfy(
                        problem -> assertThat(problem.path("part").asString()).isIn("backend", "sync"));
        assertThat(status.toString()).doesNotContain("yAnz5TF");
    }

    @Test
    void the_outside_reaches_public_services_only_and_leaves_nothing_in_the_connection_table() {
        Map<String, String> answers = lines(run("""
                        echo public=$(ask 198.51.100.10 80)
                        echo vpn-service-on-virtual-ip=$(ask 198.51.100.10 8006)
                        echo vpn-service-on-vpn-address=$(ask 10.9.0.1 8006)
                        echo public-service-on-own-address=$(ask 198.51.100.11 80)
                        echo public-service-on-vpn-address=$(ask 10.9.0.1 80)
                        echo health-page=$(ask 198.51.100.10 8404)
                        # but for what the server itself sends, which is another machine in real life
                        echo tracked=$(grep 'dport=80 ' /proc/net/nf_conntrack | grep -vc 'sport=80 dport=[0-9]* .UNREPLIED')
                        echo tracked-checks=$(grep -c 'dport=8404 ' /proc/net/nf_conntrack)
                        """));

        assertThat(answers)
                .containsEntry("public", "open")
                .containsEntry("vpn-service-on-virtual-ip", "shut")
                .containsEntry("vpn-service-on-vpn-address", "shut")
                .containsEntry("public-service-on-own-address", "shut")
                .containsEntry("public-service-on-vpn-address", "shut")
                .containsEntry("health-page", "shut");
        assertThat(answers).containsEntry("tracked", "0");
        assertThat(answers.get("tracked-checks")).isNotEqualTo("0");
    }

    @Test
    void a_frozen_haproxy_makes_the_partner_preferred_and_loses_nothing_where_there_is_none() {
        String text = run("""
                kill -STOP $(pgrep -P $(cat /run/haproxy.pid)) $(cat /run/haproxy.pid)
                lowered() { grep -q 'Changing effective priority from 250 to 150' /run/log; }
                until_true lowered
                holds && guest status
                """);
        JsonNode status = new JsonMapper().readTree(text);

        assertThat(status.path("keepalived").path("state").asString()).isEqualTo("MASTER");
        assertThat(status.path("problems").toString())
                .contains("check-haproxy fails, so the partner is preferred")
                .contains("haproxy does not answer on its admin socket");
    }

    @Test
    void a_drained_member_without_a_partner_serves_all_the_same() {
        Map<String, String> answers = lines(run("""
                        guest drain; sleep 2
                        holds && echo drained=holds
                        echo priority=$(grep -c 'Changing effective priority from 250 to 230' /run/log)
                        guest undrain; sleep 0.5
                        echo back=$(grep -c 'Changing effective priority from 230 to 250' /run/log)
                        """));

        assertThat(answers)
                .containsEntry("drained", "holds")
                .containsEntry("priority", "1")
                .containsEntry("back", "1");
    }

    @Test
    void what_wireguard_sends_by_itself_leaves_from_the_virtual_ip_or_not_at_all() {
        Map<String, String> answers = lines(run("""
                        echo route=$(ip route get 198.51.100.99 ipproto udp sport 51871 | grep -o 'src [0-9.]*')
                        echo others=$(ip route get 198.51.100.99 ipproto udp sport 5353 | grep -o 'src [0-9.]*')
                        $wg set wg0 listen-port 1
                        say() { $python3 -c "import socket, sys; s = socket.socket(type=socket.SOCK_DGRAM); \
                            s.bind((sys.argv[1], 51871)); s.sendto(b'x', ('198.51.100.99', 9))" "$1" 2>&1 | tail -1; }
                        echo from-virtual-ip=$(say 198.51.100.10)
                        echo from-own-address=$(say 198.51.100.11)
                        """));

        assertThat(answers).containsEntry("route", "src 198.51.100.10").containsEntry("others", "src 198.51.100.11");
    }

    private String run(String lines) {
        Pair pair = Pairs.demo();
        RealProgram.Answer answer = Namespace.of(Rendered.of(pair, 0), folder).run(PROGRAMS, BOOT + lines);
        assertThat(answer.status()).as(answer.text()).isZero();
        return answer.text();
    }

    private static Map<String, String> lines(String text) {
        Map<String, String> answers = new TreeMap<>();
        text.lines()
                .filter(line -> line.contains("="))
                .forEach(line ->
                        answers.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return answers;
    }
}
