package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Vpn;
import no.fribyte.lbprov.profile.ProfileReader;
import no.fribyte.lbprov.profile.Workspace;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs that will read the files on a member judge them here, for every shape of pair. */
class RenderedFilesIT {
    @TempDir
    private Path folder = Path.of("");

    static Stream<Rendered> members() {
        return pairs().flatMap(pair -> Stream.of(0, 1).map(number -> Rendered.of(pair, number)));
    }

    /** What lbprov ships, and the shapes that it does not ship. */
    private static Stream<Pair> pairs() {
        ProfileReader reader =
                new ProfileReader(Workspace.at(Path.of("")), () -> Instant.parse("2026-06-01T00:00:00Z"));
        Stream<Pair> shipped = Stream.of("production", "staging", "demo", "example")
                .map(profile -> reader.read(profile, Optional.empty()).pair());
        return Stream.concat(
                shipped, Stream.of(Pairs.threeNics(), Pairs.sixOnly(), Pairs.withoutVpn(), Pairs.nothingEssential()));
    }

    static Stream<Rendered> vpnMembers() {
        return members().filter(member -> member.pair().vpn().isPresent());
    }

    static Stream<Rendered> masked() {
        return pairs().map(pair -> Rendered.of(pair, 0, MaskedSecrets.of(pair)));
    }

    @ParameterizedTest
    @MethodSource("members")
    void haproxy_takes_its_file_without_a_warning(Rendered member) {
        assertFine(
                Namespace.of(member, folder).run(List.of("haproxy"), "$haproxy -dW -c -f $M/etc/haproxy/haproxy.cfg"));
    }

    @ParameterizedTest
    @MethodSource("members")
    void keepalived_takes_its_file_without_a_word(Rendered member) {
        RealProgram.Answer answer = Namespace.of(member, folder).run(List.of("keepalived"), """
                        card wg0
                        # which is always there on a member; where it is not, keepalived 2.3.3 dies of a segmentation fault
                        mkdir /run/lbprov
                        $keepalived -t -f $M/etc/keepalived/keepalived.conf
                        """);

        assertFine(answer);
        assertThat(answer.text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("members")
    void nft_loads_its_file_twice_and_the_second_time_changes_nothing(Rendered member) {
        assertFine(Namespace.of(member, folder).run(List.of("nft"), """
                        $nft -c -f $M/etc/nftables.conf
                        $nft -f $M/etc/nftables.conf; $nft -s list ruleset > /run/once
                        $nft -f $M/etc/nftables.conf; $nft -s list ruleset > /run/twice
                        grep -q 'policy drop' /run/once
                        diff /run/once /run/twice
                        """));
    }

    @ParameterizedTest
    @MethodSource("members")
    void the_kernel_takes_its_settings(Rendered member) {
        assertFine(Namespace.of(member, folder)
                .run(
                        List.of("sysctl"),
                        "mount -o remount,rw /proc/sys 2>/dev/null || true\n"
                                + "$sysctl -p $M/etc/sysctl.d/60-lbprov.conf"));
    }

    @ParameterizedTest
    @MethodSource("vpnMembers")
    void wireguard_runs_with_its_file_and_the_check_agrees(Rendered member) {
        Vpn vpn = member.pair().vpn().orElseThrow();
        String publicKey = Pairs.secrets(member.pair()).wireGuardPublicKey().base64();
        RealProgram.Answer answer = Namespace.of(member, folder).run(List.of("wg", "wg-quick", "wireguard-go"), """
                        ip link add wg0 type wireguard 2>/dev/null || $wireguard_go wg0 > /dev/null 2>&1
                        chmod 600 $M/etc/wireguard/wg0.conf
                        $wg_quick strip $M/etc/wireguard/wg0.conf > /run/stripped
                        $wg setconf wg0 /run/stripped
                        ip link set wg0 up
                        ! /usr/local/lib/lbprov/check-wireguard
                        for a in $(sed -n 's/^Address = //p' $M/etc/wireguard/wg0.conf | tr -d ,); do
                            ip address add $a dev wg0
                        done
                        /usr/local/lib/lbprov/check-wireguard
                        $wg show wg0 dump | cut -f 2-
                        """);

        assertFine(answer);
        assertThat(answer.text()).contains(publicKey + "\t" + vpn.port());
        vpn.members()
                .forEach(one ->
                        assertThat(answer.text()).contains(one.addresses().get(0) + "/"));
    }

    @ParameterizedTest
    @MethodSource("members")
    void cloud_init_finds_its_schema_kept(Rendered member) {
        member.writeTo(folder);
        RealProgram python = RealProgram.systemPython();
        Path program = RealProgram.named("cloud-init").path();

        RealProgram.Answer answer = python.run(program, "schema", "--config-file", folder.resolve("user-data"));
        assertFine(answer);
        assertThat(answer.text()).contains("Valid").doesNotContain("deprecat");
    }

    @ParameterizedTest
    @MethodSource("members")
    void netplan_makes_networkd_files_that_our_drop_ins_fit(Rendered member) throws IOException {
        member.writeTo(folder);
        Path netplan =
                Files.createDirectories(folder.resolve("root/etc/netplan")).resolve("50-cloud-init.yaml");
        Files.writeString(
                netplan, "network:\n" + member.documents().networkConfig().indent(2));

        assertFine(RealProgram.named("generate").run("--root-dir", folder.resolve("root")));
        for (Nic nic : member.member().nics()) {
            String name = nic.network().name();
            Path network = folder.resolve("root/run/systemd/network/10-netplan-%s.network".formatted(name));
            assertThat(network).content().contains("IPv6AcceptRA=no");
            nic.addresses()
                    .forEach(address -> assertThat(network)
                            .content()
                            .contains("Address=%s/%d\n".formatted(address, nic.prefixOf(address))));
            assertThat(folder.resolve("root/run/systemd/network/10-netplan-%s.link".formatted(name)))
                    .content()
                    .contains("MACAddress=" + nic.mac().lowerCase(), "Name=" + name);
            assertThat(folder.resolve("etc/systemd/network/10-netplan-%s.network.d/lbprov.conf".formatted(name)))
                    .exists();
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void shellcheck_finds_nothing_in_the_check_scripts(Rendered member) throws IOException {
        member.writeTo(folder);
        RealProgram shellcheck = RealProgram.named("shellcheck");
        try (Stream<Path> programs = Files.list(folder.resolve("usr/local/lib/lbprov"))) {
            List<Path> checks = programs.filter(
                            path -> path.getFileName().toString().startsWith("check-"))
                    .toList();
            assertThat(checks).isNotEmpty();
            checks.forEach(check -> assertFine(shellcheck.run(check)));
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void apt_and_needrestart_read_their_files(Rendered member) {
        member.writeTo(folder);

        RealProgram.Answer apt =
                RealProgram.named("apt-config").run("-c", folder.resolve("etc/apt/apt.conf.d/52lbprov"), "dump");
        assertFine(apt);
        assertThat(apt.text()).contains("Unattended-Upgrade::Package-Blacklist:: \"^keepalived\";");
        RealProgram.Answer perl = RealProgram.named("perl")
                .run(
                        "-we",
                        "our %nrconf; do $ARGV[0]; die $@ if $@; my ($r) = keys %{$nrconf{override_rc}};"
                                + " print 'keepalived.service' =~ $r ? 'left alone' : 'restarted'",
                        folder.resolve("etc/needrestart/conf.d/lbprov.conf"));
        assertThat(perl.text()).isEqualTo("left alone");
    }

    @ParameterizedTest
    @MethodSource("masked")
    void what_is_shown_without_a_vault_is_of_the_right_shape(Rendered member) {
        member.writeTo(folder);

        assertFine(RealProgram.systemPython()
                .run(RealProgram.named("cloud-init").path(), "schema", "--config-file", folder.resolve("user-data")));
        String key = MaskedSecrets.of(member.pair()).wireGuardPrivateKey().reveal();
        assertThat(RealProgram.named("wg").feed(key, "pubkey").text().strip())
                .isEqualTo(MaskedSecrets.of(member.pair()).wireGuardPublicKey().base64());
    }

    private static void assertFine(RealProgram.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isZero();
    }
}
