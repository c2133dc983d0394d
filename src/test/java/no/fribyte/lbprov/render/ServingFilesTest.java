package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rendered files must say; that the programs understand them is {@code RenderedFilesIT}'s part. */
class ServingFilesTest {
    static Stream<Pair> pairs() {
        return Pairs.all();
    }

    @Test
    void a_vpn_service_listens_on_the_vpn_only() {
        assertThat(section(haproxy(Pairs.production()), "frontend proxmox"))
                .contains("    bind 10.100.10.1:8006")
                .noneMatch(line -> line.contains("158.37"));
    }

    @Test
    void a_public_service_listens_on_every_virtual_ip_and_not_on_the_vpn() {
        assertThat(section(haproxy(Pairs.threeNics()), "frontend web"))
                .filteredOn(line -> line.contains("bind"))
                .containsExactly(
                        "    bind 198.51.100.10:80",
                        "    bind 198.51.100.9:80",
                        "    bind [2001:db8:1::10]:80",
                        "    bind 203.0.113.10:80");
    }

    @Test
    void each_kind_of_check_and_the_proxy_protocol_reach_the_server_line() {
        String config = haproxy(Pairs.threeNics());

        assertThat(config)
                .contains("server s10-0-0-70 10.0.0.70:443 check\n")
                .contains("server s2001-db8-2-70 [2001:db8:2::70]:443 check\n")
                .contains("server s10-0-0-71 10.0.0.71:80 check send-proxy\n")
                .contains("server s10-0-0-72 10.0.0.72:8443 check check-ssl verify none send-proxy-v2\n")
                .contains("server s10-0-0-73 10.0.0.73:40000\n");
        assertThat(section(config, "backend api"))
                .contains("    http-check send meth GET uri '/livez'", "    http-check expect status 200");
        assertThat(haproxy(Pairs.production()))
                .contains("server s10-0-0-25 10.0.0.25:8006 check check-ssl verify none\n");
    }

    @Test
    void an_idle_time_reaches_both_sides_and_the_tunnel() {
        String config = haproxy(Pairs.threeNics());

        assertThat(section(config, "frontend ssh-git")).contains("    timeout client 28800s");
        assertThat(section(config, "backend ssh-git"))
                .contains("    timeout server 28800s", "    timeout tunnel 28800s");
        assertThat(section(config, "frontend https")).noneMatch(line -> line.contains("timeout"));
    }

    @Test
    void a_tls_connection_goes_by_the_name_it_asks_for_the_narrowest_first() {
        String config = haproxy(Pairs.threeNics());

        assertThat(section(config, "frontend https"))
                .containsSubsequence(
                        "    tcp-request inspect-delay 5s",
                        "    tcp-request content accept if { req.ssl_hello_type 1 }",
                        "    use_backend https:git.example.org if { req.ssl_sni -i -m str git.example.org }",
                        "    use_backend https:.apps.example.org if { req.ssl_sni -i -m end .apps.example.org }",
                        "    use_backend https:.org if { req.ssl_sni -i -m end .org }",
                        "    default_backend https");
        assertThat(section(config, "backend https:git.example.org"))
                .contains(
                        "    server s10-0-0-77 10.0.0.77:8443 check",
                        "    server s2001-db8-2-77 [2001:db8:2::77]:8443 check");
        assertThat(file(Pairs.threeNics(), 0, "/etc/nftables.conf"))
                .contains("10.0.0.77 . 8443", "2001:db8:2::77 . 8443", "10.0.0.76 . 443");
        assertThat(config.split("\n", -1))
                .filteredOn(line -> line.contains("inspect-delay"))
                .hasSize(1);
    }

    @Test
    void of_an_essential_service_each_route_counts_like_the_rest() {
        assertThat(haproxy(Pairs.routed()))
                .contains("tls=%[nbsrv(tls)] tls:.apps.example.org=%[nbsrv(tls:.apps.example.org)]");
        assertThat(file(Pairs.routed(), 0, "/etc/lbprov/member.json"))
                .containsPattern("\"essential\" *: *\\[[^]]*\"tls\", *\"tls:.apps.example.org\"");
        assertThat(haproxy(Pairs.threeNics()))
                .as("its https is not essential")
                .contains("- web=%[nbsrv(web)] api=%[nbsrv(api)] raw=%[nbsrv(raw)]\"");
    }

    @Test
    void each_member_shows_its_metrics_on_its_own_addresses_to_those_who_may_look() {
        assertThat(section(file(Pairs.demo(), 0, "/etc/haproxy/haproxy.cfg"), "frontend lbprov-stats"))
                .filteredOn(line -> line.contains("bind"))
                .containsExactly("    bind 198.51.100.11:8405");
        assertThat(section(file(Pairs.demo(), 1, "/etc/haproxy/haproxy.cfg"), "frontend lbprov-stats"))
                .filteredOn(line -> line.contains("bind"))
                .containsExactly("    bind 198.51.100.12:8405");
        assertThat(file(Pairs.demo(), 0, "/etc/nftables.conf"))
                .contains("ip saddr { 198.51.100.0/24 } ip daddr { 198.51.100.11 } tcp dport 8405 accept");
    }

    @Test
    void literal_lines_come_after_ours_so_that_they_win() {
        assertThat(section(haproxy(Pairs.threeNics()), "backend ssh-git"))
                .containsSubsequence(
                        "    timeout tunnel 28800s", "    balance source", "    server git 10.0.0.74:22 check");
        assertThat(haproxy(Pairs.threeNics())).endsWith("""
                        listen extra
                            mode tcp
                            bind 127.0.0.1:9999
                            server s 127.0.0.1:9998
                        """);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void losing_all_backends_takes_no_virtual_ip_away(Pair pair) {
        assertThat(section(haproxy(pair), "frontend lbprov-health"))
                .contains("    monitor-uri /healthz")
                .noneMatch(line -> line.contains("monitor fail"));
    }

    @Test
    void the_preferred_member_has_the_higher_priority_and_waits_before_it_preempts() {
        Pair pair = Pairs.demo();

        assertThat(keepalived(pair, 0)).contains("    priority 250\n", "    preempt_delay 5\n", "    advert_int 0.2\n");
        assertThat(keepalived(pair, 1)).contains("    priority 240\n", "    state BACKUP\n");
    }

    @Test
    void with_manual_failback_the_members_are_equals() {
        Pair pair = Pairs.threeNics();

        assertThat(List.of(keepalived(pair, 0), keepalived(pair, 1)))
                .allSatisfy(config -> assertThat(config).contains("    priority 240\n"))
                .allSatisfy(config -> assertThat(config).doesNotContain("nopreempt", "    preempt_delay"));
    }

    @Test
    void only_the_first_virtual_ip_is_in_the_adverts() {
        String config = keepalived(Pairs.threeNics(), 0);

        assertThat(config)
                .contains("    virtual_ipaddress {\n        198.51.100.10/32 dev public\n    }\n")
                .contains("""
                            virtual_ipaddress_excluded {
                                198.51.100.9/32 dev public
                                2001:db8:1::10/128 dev public
                                203.0.113.10/32 dev guests
                            }
                        """);
    }

    @Test
    void an_ipv6_pair_sends_its_adverts_by_ipv6() {
        assertThat(keepalived(Pairs.sixOnly(), 1))
                .contains("    unicast_src_ip 2001:db8:1::12\n")
                .contains("    unicast_peer {\n        2001:db8:1::11\n    }\n")
                .contains("        2001:db8:1::10/128 dev public\n")
                .contains("        ::/0 via 2001:db8:1:: dev public onlink src 2001:db8:1::10 table 51\n")
                .contains("        from ::/0 ipproto 17 sport 51871-51871 lookup 51 priority 100\n");
    }

    @Test
    void without_a_vpn_nothing_speaks_of_one() {
        Pair pair = Pairs.withoutVpn();

        assertThat(keepalived(pair, 0)).doesNotContain("wg0", "wireguard", "virtual_routes", "virtual_rules");
        assertThat(file(pair, 0, "/etc/nftables.conf")).doesNotContain("udp sport", "chain output");
        assertThat(file(pair, 0, "/etc/lbprov/packages")).isEqualTo("haproxy\nkeepalived\nnftables\n");
        assertThat(file(pair, 0, "/etc/lbprov/member.json")).contains("\"vpn\" : null");
    }

    @Test
    void vrrp_is_taken_from_the_partner_only() {
        assertThat(file(Pairs.demo(), 0, "/etc/nftables.conf").lines())
                .filteredOn(line -> line.contains("112 accept"))
                .containsExactly("        iifname \"public\" ip saddr 198.51.100.12 meta l4proto 112 accept");
    }

    @Test
    void the_firewall_opens_a_vpn_service_on_wg0_only() {
        assertThat(file(Pairs.production(), 0, "/etc/nftables.conf").lines())
                .filteredOn(line -> line.contains("8006") && line.contains("accept") && !line.contains("10.0.0.25"))
                .containsExactly("        iifname \"wg0\" ip daddr { 10.100.10.1 } tcp dport { 6443, 8006 } accept");
    }

    @Test
    void without_ssh_networks_the_firewall_opens_no_ssh() {
        Pair pair = Pairs.withSshFrom(List.of());

        assertThat(file(pair, 0, "/etc/nftables.conf")).doesNotContain("dport 22");
        assertThat(file(Pairs.demo(), 0, "/etc/nftables.conf"))
                .contains("ip saddr { 198.51.100.0/24, 10.0.0.0/8 } tcp dport 22 accept");
    }

    @Test
    void wireguard_without_an_ipv6_virtual_ip_says_nothing_by_ipv6() {
        assertThat(file(Pairs.demo(), 0, "/etc/nftables.conf"))
                .contains("udp sport 51871 ip saddr != { 198.51.100.10 } counter drop")
                .contains("meta nfproto ipv6 udp sport 51871 counter drop");
    }

    @Test
    void the_mtu_of_wg0_leaves_room_in_the_network_outside() {
        assertThat(file(Pairs.demo(), 0, "/etc/wireguard/wg0.conf")).contains("MTU = 1420\n");
        assertThat(file(Pairs.threeNics(), 0, "/etc/wireguard/wg0.conf"))
                .contains("MTU = 1280\n")
                .contains("# laptop-1: Kari's, on two lines\n");
    }

    @Test
    void no_port_of_ours_is_given_away() {
        assertThat(file(Pairs.production(), 0, "/etc/sysctl.d/60-lbprov.conf"))
                .contains("net.ipv4.ip_local_reserved_ports = 6443,8006,8404,8405,51869,51871\n");
    }

    @Test
    void the_second_way_out_stands_by_and_a_gateway_outside_the_subnet_is_on_the_link() {
        String config = Rendered.of(Pairs.threeNics(), 0).documents().networkConfig();

        assertThat(config)
                .contains("      - to: \"0.0.0.0/0\"\n        via: \"198.51.100.1\"\n      - to:")
                .contains("        via: \"fe80::1\"\n        on-link: true\n")
                .contains("        via: \"10.0.0.11\"\n        metric: 1000\n");
    }

    private static String haproxy(Pair pair) {
        return file(pair, 0, "/etc/haproxy/haproxy.cfg");
    }

    private static String keepalived(Pair pair, int member) {
        return file(pair, member, "/etc/keepalived/keepalived.conf");
    }

    private static String file(Pair pair, int member, String path) {
        return Rendered.of(pair, member).text(path);
    }

    private static List<String> section(String config, String head) {
        return config.lines()
                .dropWhile(line -> !line.equals(head))
                .skip(1)
                .takeWhile(line -> line.startsWith("    "))
                .toList();
    }
}
