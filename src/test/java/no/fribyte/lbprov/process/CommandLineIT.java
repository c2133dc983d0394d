package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher and the command line do with what people type. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandLineIT {
    @TempDir
    Path home;

    private Path link;

    @BeforeEach
    void a_symlink_in_a_folder_with_a_space() throws Exception {
        Path bin = Files.createDirectory(home.resolve("my bin"));
        link = Files.createSymbolicLink(bin.resolve("lb"), Lbprov.LAUNCHER);
    }

    @AfterEach
    void the_symlink_goes_before_junit_warns_of_it() throws Exception {
        Files.delete(link);
    }

    @Test
    void it_works_from_any_directory_through_a_symlink() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Answer below = lbprov.runIn(Lbprov.CHECKOUT.resolve("src/site"), link, "plan", "demo", "--offline");
            Answer elsewhere = lbprov.runIn(home, link, "validate", "demo", "--workspace", Lbprov.CHECKOUT.toString());
            Answer lost = lbprov.runIn(home, link, "validate", "demo");

            assertThat(below.status()).as(below.err()).isZero();
            assertThat(below.out()).contains("Plan: create the pair demo").doesNotContain("\u001b");
            assertThat(elsewhere.status()).as(elsewhere.err()).isZero();
            assertThat(lost.status()).isEqualTo(3);
            assertThat(lost.err()).contains("Error: there is no workspace here", "try: --workspace DIR");
        }
    }

    @Test
    void a_wrong_key_is_told_with_its_place_and_status_3() throws Exception {
        Path profiles = Files.createDirectory(home.resolve("profiles"));
        Path inventory = Files.createDirectory(home.resolve("inventory"));
        Files.copy(Lbprov.CHECKOUT.resolve("inventory/simulator.yaml"), inventory.resolve("simulator.yaml"));
        String demo = Files.readString(Lbprov.CHECKOUT.resolve("profiles/demo.yaml"));
        Files.writeString(profiles.resolve("odd.yaml"), demo.replace("  cores: 2\n", "  coers: 2\n"));
        long line = demo.lines().takeWhile(text -> !text.equals("  cores: 2")).count() + 1;
        try (Lbprov lbprov = Lbprov.in(home)) {
            Answer odd = lbprov.runIn(home, link, "create", "odd");
            Answer unknown = lbprov.runIn(home, link, "create", "nosuch");

            assertThat(odd.status()).isEqualTo(3);
            assertThat(odd.out()).isEmpty();
            assertThat(odd.err())
                    .contains("profiles/odd.yaml:%d:3: /guest/coers:".formatted(line), "Error: unknown key 'coers'");
            assertThat(unknown.status()).isEqualTo(3);
            assertThat(unknown.err()).contains("there is no profile 'nosuch'", "try: one of odd");
            assertThat(lbprov.state()).as("nothing is begun").doesNotExist();
        }
    }

    @Test
    void home_is_where_the_user_says_it_is() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        try (Lbprov lbprov = Lbprov.in(home)) {
            Map<String, String> environment = Map.of("HOME", elsewhere.toString(), "XDG_STATE_HOME", "");
            Answer status = lbprov.start(
                            Lbprov.CHECKOUT, environment, Lbprov.command(Lbprov.LAUNCHER, "status", "demo"))
                    .end();

            assertThat(status.err()).doesNotContain("Error");
            assertThat(elsewhere.resolve(".local/state/lbprov/simulator")).isDirectory();
        }
    }

    @Test
    void a_wrong_command_line_is_status_2_and_the_version_is_told() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Answer option = lbprov.run("create", "demo", "--dryrun");
            Answer version = lbprov.run("--version");
            Answer speed = lbprov.start(
                            Lbprov.CHECKOUT,
                            Map.of("LBPROV_SIMULATOR_SPEED", "fast"),
                            Lbprov.command(Lbprov.LAUNCHER, "status", "demo"))
                    .end();

            Answer times = lbprov.start(
                            Lbprov.CHECKOUT,
                            Map.of("LBPROV_SIMULATOR_TIMES", "image=8,nap=3"),
                            Lbprov.command(Lbprov.LAUNCHER, "status", "demo"))
                    .end();

            assertThat(option.status()).isEqualTo(2);
            assertThat(option.err()).contains("'--dryrun'", "--dry-run");
            assertThat(version.status()).isZero();
            assertThat(version.out()).matches("lbprov \\d+\\.\\d+\\.\\d+\\S*\n");
            assertThat(speed.status()).isEqualTo(2);
            assertThat(speed.err()).contains("LBPROV_SIMULATOR_SPEED is \"fast\"");
            assertThat(times.status()).isEqualTo(2);
            assertThat(times.err()).contains("LBPROV_SIMULATOR_TIMES has \"nap=3\"");
        }
    }
}
