package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate}, {@code render} and {@code secrets}: nothing is contacted. */
class InputTest {
    @TempDir
    private Path directory;

    private Lbprov lbprov;

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
    }

    @AfterEach
    void end() {
        assertThat(lbprov.contacted()).isFalse();
        lbprov.close();
    }

    @Test
    void the_shipped_profiles_are_valid() {
        assertThat(lbprov.run("validate", "demo").exits(0))
                .isEqualTo(new Result(0, "demo is valid (profiles/demo.yaml, inventory/simulator.yaml)\n", ""));
        for (String profile : List.of("production", "staging")) {
            Result result = lbprov.run("validate", profile).exits(0);
            assertThat(result.out())
                    .isEqualTo("%s is valid (profiles/%s.yaml, inventory/fribyte.yaml)\n".formatted(profile, profile));
            assertThat(result.err())
                    .contains("Warning: there is no vault")
                    .contains("try: lbprov secrets init " + profile + " --recipient age1...")
                    .doesNotContain("Error:");
        }
    }

    @Test
    void every_problem_of_a_bad_profile_is_told_at_once_with_its_place() {
        lbprov.workspace().edit("profiles/demo.yaml", "router-id: 51, addresses", "router-id: 0, adresses");
        lbprov.workspace().edit("profiles/demo.yaml", "node: fergus", "node: pluto");

        Result result = lbprov.run("create", "demo").exits(3);

        assertThat(result.err())
                .contains("profiles/demo.yaml:23:")
                .contains("profiles/demo.yaml:25:43: /virtual-ips/router-id: Error: ")
                .contains("/virtual-ips/adresses: Error: unknown key 'adresses'\n  why: ")
                .contains("  try: addresses\n")
                .endsWith("4 problems\n");
    }

    @Test
    void a_copy_with_a_slip_in_it_is_told_of_the_slip_alone() {
        lbprov.workspace().write("profiles/copy.yaml", lbprov.workspace().text("profiles/demo.yaml"));
        lbprov.workspace().edit("profiles/copy.yaml", "  cores: 2\n", "  coers: 2\n");

        assertThat(lbprov.run("validate", "copy").exits(3).err())
                .contains("/guest/coers: Error: unknown key 'coers'")
                .doesNotContain("belongs to pair");
        lbprov.workspace().edit("profiles/copy.yaml", "  coers: 2\n", "  cores: 2\n");
        assertThat(lbprov.run("validate", "copy").exits(3).err()).contains("belongs to pair demo already");
    }

    @Test
    void a_file_of_another_workspace_is_judged_there() throws IOException {
        Path other = directory.resolve("my other");
        Files.createDirectories(other.resolve("profiles"));
        Files.createDirectory(other.resolve("inventory"));
        for (String file : List.of("profiles/demo.yaml", "inventory/simulator.yaml")) {
            Files.copy(lbprov.workspace().file(file), other.resolve(file));
        }
        String demo = other.resolve("profiles/demo.yaml").toString();

        assertThat(lbprov.run("validate", demo).exits(0).out())
                .isEqualTo("demo is valid (profiles/demo.yaml, inventory/simulator.yaml)\n");
        Files.copy(other.resolve("profiles/demo.yaml"), other.resolve("profiles/twin.yaml"));
        assertThat(lbprov.run("validate", demo).exits(3).err()).contains("see profiles/twin.yaml");
        assertThat(lbprov.run("validate", "profiles/demo.yaml").exits(0).err()).isEmpty();
        lbprov.workspace().delete("profiles/demo.yaml");
        assertThat(lbprov.run("validate", "../my other/profiles/twin.yaml")
                        .exits(3)
                        .err())
                .contains("see profiles/demo.yaml");
    }

    @Test
    void a_pin_may_be_pasted_as_openssl_prints_it() {
        String inventory = lbprov.workspace().text("inventory/fribyte.yaml");
        lbprov.workspace()
                .write("inventory/fribyte.yaml", inventory.replace("pins: \"00:", "pins: \"sha256 Fingerprint=a0:"));

        lbprov.run("validate", "production").exits(0);
        lbprov.workspace()
                .write("inventory/fribyte.yaml", inventory.replace("pins: \"00:", "pins: \"sha1 Fingerprint=00:"));
        assertThat(lbprov.run("validate", "production").exits(3).err()).contains("32 pairs of hex digits");
    }

    @Test
    void a_template_that_fails_is_told_with_its_file_and_line() {
        lbprov.workspace().templates();
        lbprov.workspace().edit("cloudinit/haproxy.cfg.ftl", "${maxConnections}", "${maxConections}");

        Result result =
                lbprov.run("validate", "demo", "--templates", "cloudinit").exits(3);

        assertThat(result.err()).contains("haproxy.cfg.ftl").contains("maxConections");
    }

    @Test
    void a_profile_that_is_not_there_is_answered_with_those_that_are() {
        assertThat(lbprov.run("validate", "nope").exits(3).err()).isEqualTo("""
                        Error: there is no profile 'nope'
                          why: profiles/nope.yaml is not there
                          try: one of demo, example, lab, production, staging
                        """);
    }

    @Test
    void render_writes_every_file_for_the_owner_alone_with_secrets_masked() throws IOException {
        Path out = directory.resolve("out");

        lbprov.run("render", "production", "--out", out.toString()).exits(0);

        Path wireGuard = out.resolve("load-balancer-1/etc/wireguard/wg0.conf");
        assertThat(wireGuard).content().contains("PrivateKey = MASKED/THIS/IS/NOT/A/REAL/KEY");
        assertThat(out.resolve("load-balancer-2/network-config")).content().contains("158.37.6.49");
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_without_the_name_of_a_java_class() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(lbprov.run("render", "demo", "--out", file.toString())
                        .exits(2)
                        .err())
                .contains("Error: cannot write the files into " + file)
                .contains("try: --out")
                .doesNotContain("Exception");
    }

    @Test
    void render_is_the_same_each_time_and_names_the_files_on_the_screen() {
        Result first = lbprov.run("render", "demo").exits(0);

        assertThat(lbprov.run("render", "demo").exits(0)).isEqualTo(first);
        assertThat(first.out())
                .contains("==> load-balancer-1: user-data (0600) <==")
                .contains("==> load-balancer-2: /etc/keepalived/keepalived.conf (0644) <==");
    }

    @Test
    void secrets_are_made_listed_set_and_revealed() {
        assertThat(lbprov.run("render", "production", "--reveal").exits(3).err())
                .contains("lbprov secrets init production");
        assertThat(lbprov.run("secrets", "init", "production").exits(3).err()).contains("or --alone");

        lbprov.run("secrets", "init", "production", "--alone").exits(0);
        lbprov.piping("5eed5eed-0000-4000-8000-000000000000\n");
        lbprov.run("secrets", "set", "production", "proxmox-token").exits(0);

        assertThat(lbprov.run("secrets", "list", "production").exits(0).out()).isEqualTo("""
                        wireguard-private-key
                        sync-secret
                        ssh-host-key of load-balancer-1
                        ssh-host-key of load-balancer-2
                        proxmox-token
                        """);
        assertThat(lbprov.run("render", "production", "--reveal").exits(0).out())
                .containsPattern("PrivateKey = [A-Za-z0-9+/]{43}=")
                .doesNotContain("MASKED");
        assertThat(lbprov.run("validate", "production").exits(0).err()).doesNotContain("vault");
    }

    @Test
    void what_create_lacks_here_is_told_at_once_before_anything_is_contacted() {
        assertThat(lbprov.run("create", "production").exits(3).err())
                .contains("Error: there is no vault")
                .contains("try: lbprov secrets init production")
                .contains("Error: the secret of token lbprov@pve!create is not there")
                .contains("why: the environment variable LBPROV_TOKEN is not set")
                .endsWith("2 problems\n");
        assertThat(lbprov.run("status", "production").exits(3).err())
                .contains("LBPROV_TOKEN")
                .doesNotContain("vault");
    }
}
