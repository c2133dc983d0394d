package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Result;
import no.fribyte.lbprov.support.TemplatePlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Something is wrong in the seed: {@code create} says what, each time in other words, and nobody gets the virtual IPs. */
class PlantedFaultsIT {
    private static final String NO_PROOF =
            "Error: load-balancer-2 (VM 201 on fergus) did not prove that it can serve why: ";
    private static final String NO_BOOT = "Error: the first boot of load-balancer-2 (VM 201 on fergus) failed why: ";
    private static final String FILES = "<#list files as file>";
    private static final String MODE = "${file.mode?c}";
    private static final String CONTENT = "${file.base64?c}";

    @TempDir
    private Path directory;

    private Lbprov lbprov;

    /** One edit of one template, and how {@code create} ends with it. */
    private record Fault(String name, String file, String part, String replacement, int exit, String problem) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
        lbprov.workspace().templates();
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                without(
                        "/etc/haproxy/haproxy.cfg",
                        NO_BOOT + "stage services: haproxy refuses /etc/haproxy/haproxy.cfg [ALERT] (1) : config :"
                                + " Configuration file has no error but will not start (no listener)"),
                without(
                        "/etc/keepalived/keepalived.conf",
                        NO_PROOF
                                + "keepalived: keepalived.conf has no VRRP instance keepalived: keepalived does not run"),
                without(
                        "/etc/wireguard/wg0.conf",
                        NO_PROOF + "keepalived: check-wireguard fails, so the partner is preferred"),
                without("/etc/nftables.conf", NO_PROOF + "firewall: the firewall is not loaded"),
                without(
                        "/etc/sysctl.d/60-lbprov.conf",
                        NO_BOOT + "stage settings: the kernel refused a setting sysctl: cannot open"
                                + " \"/etc/sysctl.d/60-lbprov.conf\": No such file or directory"),
                without(
                        "/usr/local/lib/lbprov/first-boot",
                        NO_BOOT + "cloud-init ended without running lbprov's first boot"),
                without(
                        "/usr/local/lib/lbprov/check-haproxy",
                        NO_BOOT + "stage services: keepalived refuses /etc/keepalived/keepalived.conf Disabling track"
                                + " script check_haproxy since not found/accessible"),
                without(
                        "/usr/local/sbin/lbprov-guest",
                        NO_BOOT + "stage services: lbprov-sync did not start python3: can't open file"
                                + " '/usr/local/sbin/lbprov-guest': No such file or directory"),
                without(
                        "/etc/lbprov/member.json",
                        NO_BOOT + "stage settings: first-boot stopped: cannot read /etc/lbprov/member.json"),
                without(
                        "/etc/lbprov/generation.json",
                        NO_PROOF + "its generation is not the one it was made with generation: cannot read"),
                new Fault(
                        "first-boot is not executable",
                        "user-data.ftl",
                        MODE,
                        "<#if file.path?ends_with(\"/first-boot\")>\"0644\"<#else>" + MODE + "</#if>",
                        5,
                        "lbprov/first-boot: Permission denied"),
                new Fault(
                        "a file is not the one that was rendered",
                        "user-data.ftl",
                        CONTENT,
                        "<#if file.path?ends_with(\"/packages\")>"
                                + "\"aGFwcm94eQprZWVwYWxpdmVkCm5mdGFibGVzCndpcmVndWFyZC10b29scwojCg==\"<#else>"
                                + CONTENT + "</#if>",
                        5,
                        NO_PROOF + "these files are not as they were rendered: /etc/lbprov/packages"),
                new Fault(
                        "not drained",
                        "user-data.ftl",
                        CONTENT,
                        "<#if file.path?ends_with(\"/drain\")>\"MAo=\"<#else>" + CONTENT + "</#if>",
                        5,
                        NO_PROOF
                                + "it did not start drained, so it could have taken the virtual IPs before this proof"),
                new Fault(
                        "no host keys",
                        "user-data.ftl",
                        "ssh_keys:",
                        "not_ssh_keys:",
                        5,
                        NO_PROOF + "its SSH host key is not the one in the vault"),
                new Fault(
                        "another host name",
                        "user-data.ftl",
                        "hostname: ${hostname?c}",
                        "hostname: web",
                        5,
                        NO_PROOF + "network: the host name is web, not load-balancer-2"),
                new Fault(
                        "an unknown package",
                        "packages.ftl",
                        "${package}",
                        "${package}d",
                        5,
                        NO_BOOT + "stage packages: apt could not install haproxyd, keepalivedd, nftablesd,"
                                + " wireguard-toolsd E: Unable to locate package haproxyd"),
                new Fault(
                        "a bad haproxy line",
                        "haproxy.cfg.ftl",
                        "    monitor-uri /healthz",
                        "    monitor-uri /healthz\n    colour blue",
                        5,
                        "unknown keyword 'colour' in 'frontend' section"),
                new Fault(
                        "a service that haproxy does not know",
                        "haproxy.cfg.ftl",
                        "frontend ${service.name}",
                        "frontend ${service.name}x",
                        5,
                        NO_PROOF + "haproxy: service http: haproxy does not listen for it"),
                new Fault(
                        "a bad keepalived word",
                        "keepalived.conf.ftl",
                        "advert_int ",
                        "advert_interval ",
                        5,
                        "Unknown keyword 'advert_interval'"),
                new Fault(
                        "another virtual IP",
                        "keepalived.conf.ftl",
                        "${firstAddress}",
                        "198.51.100.99/32 dev public",
                        5,
                        NO_PROOF + "keepalived: keepalived.conf floats 198.51.100.99, member.json says 198.51.100.10"),
                new Fault(
                        "another VRRP id",
                        "keepalived.conf.ftl",
                        "${routerId}",
                        "52",
                        5,
                        NO_PROOF + "keepalived: keepalived.conf has virtual router id 52, member.json says 51"),
                new Fault(
                        "two members at priority 250",
                        "keepalived.conf.ftl",
                        "${priority}",
                        "250",
                        5,
                        NO_PROOF + "keepalived: keepalived.conf has priority 250, member.json says 240"),
                new Fault(
                        "another peer",
                        "keepalived.conf.ftl",
                        "${peer}",
                        "198.51.100.13",
                        5,
                        NO_PROOF + "keepalived: keepalived.conf has the peers [198.51.100.13], member.json says"
                                + " [198.51.100.11]"),
                new Fault(
                        "another source",
                        "keepalived.conf.ftl",
                        "unicast_src_ip ${source}",
                        "unicast_src_ip 198.51.100.77",
                        5,
                        NO_PROOF + "keepalived: public does not have the address 198.51.100.77"),
                new Fault(
                        "two versions of VRRP",
                        "keepalived.conf.ftl",
                        "vrrp_version 3",
                        "vrrp_version <#if member?ends_with(\"2\")>2<#else>3</#if>",
                        7,
                        "Error: load-balancer-1 and load-balancer-2 hold the virtual IPs at the same time"),
                new Fault(
                        "another WireGuard key",
                        "wg0.conf.ftl",
                        "${privateKey}",
                        "iAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=",
                        5,
                        NO_PROOF + "WireGuard's public key is y92Z1PjwGX0Hihr0yzaLAoG2rSBoqkcFRJjzAoADCEk=, not "),
                new Fault(
                        "a WireGuard key cut short",
                        "wg0.conf.ftl",
                        "${privateKey}",
                        "abc",
                        5,
                        NO_BOOT + "stage services: wg-quick@wg0 did not start Key is not the correct length"),
                new Fault(
                        "a firewall that nft refuses",
                        "nftables.conf.ftl",
                        "table ",
                        "tabel ",
                        5,
                        NO_BOOT + "stage services: nft refuses /etc/nftables.conf"),
                new Fault(
                        "a network card that is not there",
                        "network-config.ftl",
                        "${nic.mac?c}",
                        "\"02:00:00:00:00:01\"",
                        5,
                        "Error: the guest agent of load-balancer-2 (VM 201 on fergus) never answered why: the VM runs,"
                                + " but in"));
    }

    private static Fault without(String path, String problem) {
        String others = "<#list files?filter(file -> file.path != \"%s\") as file>".formatted(path);
        return new Fault("no " + path, "user-data.ftl", FILES, others, 5, problem);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void create_tells_what_is_wrong(Fault fault) {
        lbprov.workspace().edit("cloudinit/" + fault.file(), fault.part(), fault.replacement());

        Result result = lbprov.run("create", "demo", "--templates", "cloudinit").exits(fault.exit());

        assertThat(result.problems()).contains(fault.problem()).contains(" try: ");
        assertThat(result.err()).doesNotContain("bug of lbprov");
        if (fault.exit() == 5) {
            assertThat(lbprov.place()
                            .marker(lbprov.place().vm("load-balancer-2"))
                            .state())
                    .isEqualTo(Marker.State.BUILDING);
        }
    }

    /** With the packages in the image the agent answers, and can tell what would be silence otherwise. */
    static Stream<Fault> faultsOfBakedImages() {
        return Stream.of(
                new Fault(
                        "a network card that is not there",
                        "network-config.ftl",
                        "${nic.mac?c}",
                        "\"02:00:00:00:00:01\"",
                        5,
                        NO_BOOT + "stage settings: there is no interface public: no network card has its MAC address"),
                new Fault(
                        "a gateway outside of the subnet",
                        "network-config.ftl",
                        "via: ${route.via?c}",
                        "via: \"203.0.113.254\"",
                        5,
                        NO_PROOF + "network: there is no default route by 198.51.100.1 on interface public"),
                new Fault(
                        "bad YAML",
                        "user-data.ftl",
                        "package_upgrade: false",
                        "package_upgrade: [false",
                        5,
                        "cloud-init: [Failed loading yaml blob. Invalid format at line "),
                new Fault(
                        "no header",
                        "user-data.ftl",
                        "#cloud-config",
                        "cloud-config",
                        5,
                        "cloud-init: [Unhandled non-multipart (text/x-not-multipart) userdata: 'cloud-config"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfBakedImages")
    void with_the_packages_in_the_image_more_is_told(Fault fault) {
        TemplatePlace.use(lbprov, "noble-baked");
        create_tells_what_is_wrong(fault);
    }

    @Test
    void no_two_faults_are_told_in_the_same_words() {
        List<String> problems = Stream.concat(faults(), faultsOfBakedImages())
                .map(Fault::problem)
                .toList();

        assertThat(problems).doesNotHaveDuplicates().hasSizeGreaterThan(30);
        for (String one : problems) {
            assertThat(problems.stream().filter(other -> other.contains(one))).hasSize(1);
        }
    }

    @Test
    void once_the_cause_is_mended_the_same_command_makes_the_pair() {
        lbprov.workspace().edit("cloudinit/haproxy.cfg.ftl", "    monitor-uri /healthz", "    colour blue");
        lbprov.run("create", "demo", "--templates", "cloudinit").exits(5);
        assertThat(lbprov.place().holders()).isEmpty();
        lbprov.workspace().edit("cloudinit/haproxy.cfg.ftl", "    colour blue", "    monitor-uri /healthz");

        lbprov.run("create", "demo", "--templates", "cloudinit").exits(0);

        assertThat(lbprov.place().vms())
                .hasSize(2)
                .allMatch(vm -> lbprov.place().marker(vm).incarnation() == 2);
        assertThat(lbprov.place().volumes("images"))
                .filteredOn(volume -> !volume.contains("9000"))
                .containsExactly("fergus local-lvm:vm-201-disk-0", "pluto local-lvm:vm-200-disk-0");
        assertThat(lbprov.place().volumes("iso")).isEmpty();
        assertThat(lbprov.place().holders()).containsExactly("load-balancer-1");
        lbprov.run("status", "demo").exits(0);
    }
}
