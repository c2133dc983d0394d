package no.fribyte.lbprov.simulator.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a seed shows in the guest, each fault in its own way. */
class SeedFaultsTest {
    private static final String BAKED = "debian-12-baked.qcow2";

    @TempDir
    private Path directory;

    private TestGuests guests;
    private final SampleSeed seed = SampleSeed.first();

    @BeforeEach
    void begin() {
        guests = new TestGuests(directory, GuestTiming.instant());
    }

    private Hardware booted() {
        return guests.start(seed);
    }

    /** The symptom of a first boot that failed: its sentence, and what is in the log. */
    private void fails(String error, String log) {
        Hardware hardware = booted();
        assertThat(guests.firstBoot(hardware).path("result").asString()).isEqualTo("failed");
        assertThat(guests.firstBoot(hardware).path("error").asString()).isEqualTo(error);
        assertThat(guests.firstBoot(hardware).path("log").asString("")).contains(log);
        assertThat(guests.file(hardware, "/run/cloud-init/result.json")
                        .path("v1")
                        .path("errors")
                        .toString())
                .contains("scripts-user");
    }

    private void shows(String... problems) {
        assertThat(guests.problems(booted())).containsExactly(problems);
    }

    private void isSilent() {
        assertThat(guests.machines.agentAnswers(booted())).isFalse();
    }

    @Test
    void a_wrong_label_is_no_seed_at_all() {
        seed.label = "config-2";
        isSilent();
        Hardware baked = guests.start(SampleSeed.second(), BAKED);
        assertThat(guests.machines.agentAnswers(baked)).isTrue();
    }

    @Test
    void in_a_baked_image_a_wrong_label_leaves_no_trace_of_cloud_init() {
        seed.label = "config-2";
        Hardware baked = guests.start(seed, BAKED);
        assertThat(guests.machines.readFile(baked, "/run/cloud-init/result.json"))
                .isEmpty();
    }

    @Test
    void in_a_baked_image_a_seed_without_meta_data_is_refused() {
        seed.documents.remove("meta-data");
        Hardware baked = guests.start(seed, BAKED);
        assertThat(guests.file(baked, "/run/cloud-init/result.json").toString()).contains("DataSourceNone");
        assertThat(guests.text(baked, "/var/log/cloud-init-output.log")).contains("not a valid seed: no meta-data");
    }

    @Test
    void without_meta_data_nothing_is_configured() {
        seed.documents.remove("meta-data");
        isSilent();
    }

    @Test
    void a_card_with_another_mac_address_gets_no_network_and_no_agent() {
        seed.documents.computeIfPresent("network-config", (name, text) -> text.replace(seed.mac, "bc:24:11:99:99:99"));
        isSilent();
    }

    @Test
    void in_a_baked_image_a_wrong_mac_address_is_told() {
        seed.documents.computeIfPresent("network-config", (name, text) -> text.replace(seed.mac, "bc:24:11:99:99:99"));
        Hardware baked = guests.start(seed, BAKED);
        assertThat(guests.firstBoot(baked).path("stage").asString()).isEqualTo("settings");
        assertThat(guests.firstBoot(baked).path("error").asString())
                .isEqualTo("there is no interface public: no network card has its MAC address");
    }

    @Test
    void a_gateway_outside_of_the_subnet_is_no_way_out() {
        seed.documents.computeIfPresent("network-config", (name, text) -> text.replace("via: 198", "via: 203"));
        isSilent();
    }

    @Test
    void in_a_baked_image_a_wrong_gateway_is_a_problem() {
        seed.documents.computeIfPresent(
                "network-config", (name, text) -> text.replace("198.51.100.1}", "203.0.113.1}"));
        assertThat(guests.problems(guests.start(seed, BAKED)))
                .contains("network: there is no default route by 198.51.100.1 on interface public");
    }

    @Test
    void bad_yaml_is_no_user_data() {
        seed.documents.put("user-data", "#cloud-config\npackages: [qemu-guest-agent\nhostname: x\n");
        isSilent();
    }

    @Test
    void in_a_baked_image_bad_yaml_is_an_error_of_cloud_init() {
        seed.documents.put("user-data", "#cloud-config\npackages: [qemu-guest-agent\nhostname: x\n");
        Hardware baked = guests.start(seed, BAKED);
        assertThat(guests.file(baked, "/run/cloud-init/result.json").toString())
                .contains("Failed loading yaml blob. Invalid format at line 3 column");
    }

    @Test
    void in_a_baked_image_a_wrong_header_is_an_error_of_cloud_init() {
        seed.documents.put("user-data", "cloud-config\npackages: []\n");
        Hardware baked = guests.start(seed, BAKED);
        assertThat(guests.file(baked, "/run/cloud-init/result.json").toString())
                .contains("Unhandled non-multipart (text/x-not-multipart) userdata: 'cloud-config");
    }

    @Test
    void a_missing_haproxy_file_is_told() {
        seed.without(SampleSeed.HAPROXY);
        fails("haproxy refuses /etc/haproxy/haproxy.cfg", "will not start (no listener)");
    }

    @Test
    void a_missing_keepalived_file_leaves_it_stopped() {
        seed.without(SampleSeed.KEEPALIVED);
        shows("keepalived: keepalived.conf has no VRRP instance", "keepalived: keepalived does not run");
    }

    @Test
    void a_missing_wireguard_file_is_a_fault() {
        seed.without(SampleSeed.WIREGUARD);
        shows(
                "keepalived: check-wireguard fails, so the partner is preferred",
                "wireguard: WireGuard does not run on wg0",
                "sync: keeps the virtual IPs all the same: WireGuard does not work");
    }

    @Test
    void a_missing_firewall_is_a_problem() {
        seed.without("/etc/nftables.conf");
        shows("firewall: the firewall is not loaded");
    }

    @Test
    void a_bad_haproxy_line_is_told_with_its_number() {
        seed.replace(SampleSeed.HAPROXY, "    monitor-uri /healthz\n", "    monitor-uri /healthz\n    colour blue\n");
        fails(
                "haproxy refuses /etc/haproxy/haproxy.cfg",
                "parsing [/etc/haproxy/haproxy.cfg:17] : unknown keyword 'colour' in 'frontend' section");
    }

    @Test
    void haproxy_cannot_bind_to_the_virtual_ip_without_the_kernel_setting() {
        seed.replace(SampleSeed.SYSCTL, "net.ipv4.ip_nonlocal_bind = 1\n", "");
        fails("haproxy did not start", "cannot bind socket (Cannot assign requested address) for [198.51.100.10:80]");
    }

    @Test
    void missing_kernel_settings_are_told() {
        seed.without(SampleSeed.SYSCTL);
        fails("the kernel refused a setting", "60-lbprov.conf\": No such file or directory");
    }

    @Test
    void an_unknown_package_is_told() {
        seed.replace(SampleSeed.PACKAGES, "keepalived\n", "keepalivd\n");
        fails(
                "apt could not install haproxy, keepalivd, wireguard-tools, nftables",
                "E: Unable to locate package keepalivd");
    }

    @Test
    void a_bad_wireguard_key_is_told() {
        seed.replace(SampleSeed.WIREGUARD, SampleFiles.PRIVATE_KEY, "abc");
        fails("wg-quick@wg0 did not start", "Key is not the correct length or format: `abc'");
    }

    @Test
    void an_open_brace_in_the_firewall_is_told() {
        seed.replace("/etc/nftables.conf", "  }\n}", "  }");
        fails("nft refuses /etc/nftables.conf", "syntax error, unexpected end of file");
    }

    @Test
    void a_word_that_keepalived_does_not_know_is_told() {
        seed.replace(SampleSeed.KEEPALIVED, "advert_int", "advert_interval");
        fails("keepalived refuses /etc/keepalived/keepalived.conf", "Unknown keyword 'advert_interval'");
    }

    @Test
    void another_interface_in_keepalived_is_a_fault() {
        seed.replace(SampleSeed.KEEPALIVED, "interface public", "interface eth0");
        shows(
                "keepalived: keepalived.conf is on interface eth0, member.json says public",
                "keepalived: interface eth0 is not up, so this member gives up the virtual IPs");
    }

    @Test
    void another_virtual_ip_is_a_problem() {
        seed.replace(SampleSeed.KEEPALIVED, "198.51.100.10/32", "198.51.100.99/32");
        shows("keepalived: keepalived.conf floats 198.51.100.99, member.json says 198.51.100.10");
        assertThat(guests.holders()).isEmpty();
    }

    @Test
    void another_vrrp_id_makes_two_holders() {
        seed.replace(SampleSeed.KEEPALIVED, "virtual_router_id 55", "virtual_router_id 56");
        guests.start(SampleSeed.second());
        shows("keepalived: keepalived.conf has virtual router id 56, member.json says 55");
        assertThat(guests.holders()).containsExactly("load-balancer-2", "load-balancer-1");
    }

    @Test
    void another_peer_makes_two_holders() {
        seed.replace(SampleSeed.KEEPALIVED, "        198.51.100.12\n", "        198.51.100.13\n");
        guests.start(SampleSeed.second());
        shows("keepalived: keepalived.conf has the peers [198.51.100.13], member.json says [198.51.100.12]");
        assertThat(guests.holders()).containsExactly("load-balancer-2", "load-balancer-1");
    }

    @Test
    void another_address_of_its_own_keeps_keepalived_out() {
        seed.replace(SampleSeed.KEEPALIVED, "unicast_src_ip 198.51.100.11", "unicast_src_ip 198.51.100.21");
        shows("keepalived: public does not have the address 198.51.100.21 that VRRP is to come from,"
                + " so this member gives up the virtual IPs");
    }

    @Test
    void a_member_with_its_partners_priority_is_told_on_that_member() {
        SampleSeed second = SampleSeed.second().replace(SampleSeed.KEEPALIVED, "priority 240", "priority 250");
        Hardware twin = guests.start(second);
        shows();
        assertThat(guests.problems(twin))
                .containsExactly("keepalived: keepalived.conf has priority 250, member.json says 240");
        assertThat(guests.status(twin).path("keepalived").path("priority").asInt())
                .isEqualTo(250);
        assertThat(guests.status(twin)
                        .path("keepalived")
                        .path("expectedPriority")
                        .asInt())
                .isEqualTo(240);
        assertThat(guests.holders()).containsExactly("load-balancer-2");
    }

    @Test
    void another_wireguard_key_is_a_problem() {
        String other = "iAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
        seed.replace(SampleSeed.WIREGUARD, SampleFiles.PRIVATE_KEY, other);
        shows("wireguard: runs with another key than the pair's");
    }

    @Test
    void another_wireguard_port_is_a_problem() {
        seed.replace(SampleSeed.WIREGUARD, "51871", "51872");
        shows("wireguard: listens on port 51872, not on 51871");
    }

    @Test
    void a_missing_generation_is_a_problem() {
        seed.afterwards.put(SampleSeed.GENERATION, "ABSENT");
        shows("generation: cannot read /etc/lbprov/generation.json: No such file or directory");
    }

    @Test
    void a_file_that_is_not_the_generations_is_a_problem() {
        seed.afterwards.put("/etc/systemd/system/haproxy.service.d/lbprov.conf", "[Unit]\n");
        shows("generation: /etc/systemd/system/haproxy.service.d/lbprov.conf is not as lbprov wrote it");
    }

    @Test
    void a_missing_check_is_told() {
        seed.without("/usr/local/lib/lbprov/check-haproxy");
        fails(
                "keepalived refuses /etc/keepalived/keepalived.conf",
                "Disabling track script chk_haproxy since not found/accessible");
    }

    @Test
    void a_peer_that_is_no_address_is_told() {
        seed.replace(SampleSeed.KEEPALIVED, "        198.51.100.12\n", "        198.51.100.300\n");
        fails(
                "keepalived refuses /etc/keepalived/keepalived.conf",
                "A unicast keyword has been specified without any unicast peers");
    }

    @Test
    void a_service_that_haproxy_does_not_know_is_a_problem() {
        seed.replace(SampleSeed.HAPROXY, "frontend kube", "frontend cube");
        shows("haproxy: service kube: haproxy does not listen for it");
    }

    @Test
    void another_host_name_is_a_problem() {
        seed.cloudConfig = seed.cloudConfig.replace("hostname: load-balancer-1", "hostname: web");
        shows("network: the host name is web, not load-balancer-1");
    }

    @Test
    void a_member_that_is_not_drained_says_so() {
        seed.files.put(SampleSeed.DRAIN, "0\n");
        assertThat(guests.status(booted()).path("drained").asBoolean()).isFalse();
    }

    @Test
    void a_missing_lbprov_guest_cannot_be_asked() {
        seed.without(SampleSeed.LBPROV_GUEST);
        assertThatThrownBy(() -> guests.status(booted()))
                .isInstanceOf(GuestException.class)
                .hasMessageContaining("lbprov-guest” (No such file or directory)");
    }

    @Test
    void a_program_that_may_not_be_executed_cannot_be_asked() {
        seed.modes.put(SampleSeed.LBPROV_GUEST, "0644");
        assertThatThrownBy(() -> guests.status(booted())).hasMessageContaining("(Permission denied)");
    }

    @Test
    void a_missing_member_file_is_told_at_first_boot() {
        seed.without(SampleSeed.MEMBER);
        fails("first-boot stopped: cannot read /etc/lbprov/member.json: No such file or directory", "");
    }

    @Test
    void a_missing_first_boot_is_an_error_of_cloud_init() {
        seed.without(SampleSeed.FIRST_BOOT);
        Hardware hardware = booted();
        assertThat(guests.machines.readFile(hardware, "/run/lbprov/first-boot.json"))
                .isEmpty();
        assertThat(guests.file(hardware, "/run/cloud-init/result.json").toString())
                .contains("scripts-user");
        assertThat(guests.text(hardware, "/var/log/cloud-init-output.log")).contains("lbprov/first-boot: not found");
    }

    @Test
    void a_first_boot_that_may_not_be_executed_is_an_error_of_cloud_init() {
        seed.modes.put(SampleSeed.FIRST_BOOT, "0644");
        Hardware hardware = booted();
        assertThat(guests.text(hardware, "/var/log/cloud-init-output.log"))
                .contains("lbprov/first-boot: Permission denied");
    }

    @Test
    void missing_host_keys_are_made_anew() {
        seed.cloudConfig = seed.cloudConfig.replace("ssh_keys:", "not_ssh_keys:");
        assertThat(guests.text(booted(), "/etc/ssh/ssh_host_ed25519_key.pub"))
                .startsWith("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5")
                .endsWith("root@load-balancer-1\n");
    }

    @Test
    void an_ipv6_address_that_another_machine_has_is_a_problem_of_whoever_came_later() {
        SampleSeed second = SampleSeed.second();
        for (SampleSeed each : List.of(seed, second)) {
            each.documents.computeIfPresent(
                    "network-config", (name, text) -> text.replace("addresses: [", "addresses: [\"2001:db8::9/64\", "));
        }
        Hardware earlier = guests.start(second);
        guests.pass(Duration.ofMinutes(1));
        shows("network: another machine uses 2001:db8::9");
        assertThat(guests.problems(earlier)).isEmpty();
    }

    @Test
    void an_ipv4_address_that_another_machine_has_goes_unnoticed_as_in_a_real_kernel() {
        SampleSeed second = SampleSeed.second();
        second.documents.computeIfPresent(
                "network-config",
                (name, text) -> text.replace("\"198.51.100.12/24\"", "\"198.51.100.12/24\", \"198.51.100.11/24\""));
        guests.start(second);
        assertThat(guests.problems(booted())).isEmpty();
    }

    @Test
    void a_kernel_setting_that_haproxy_needs_at_its_next_start_is_a_problem() {
        seed.replace(SampleSeed.SYSCTL, "net.ipv4.ip_nonlocal_bind = 1\n", "");
        assertThat(guests.problems(booted()))
                .contains(
                        "haproxy: net.ipv4.ip_nonlocal_bind is 0, not 1: haproxy cannot start without the virtual IPs");
    }
}
