package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import no.fribyte.lbprov.support.Lbprov;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks, ports and typing mistakes: what goes wrong before anything is asked of a node. */
class TroubleTest {
    @TempDir
    private Path directory;

    private Lbprov lbprov;

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    @Test
    void a_state_folder_that_cannot_be_made_names_the_variable_for_another() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        lbprov.export("XDG_STATE_HOME", file.toString());

        assertThat(lbprov.run("create", "demo").exits(3).err())
                .contains("why: ")
                .contains("or set XDG_STATE_HOME to one")
                .doesNotContain("Exception");
    }

    @Test
    void a_trace_that_cannot_be_written_is_told_in_words() {
        assertThat(lbprov.run("status", "demo", "--trace", directory.toString())
                        .exits(2)
                        .err())
                .contains("Error: cannot write the trace " + directory)
                .contains("Is a directory")
                .doesNotContain("Exception");
    }

    @Test
    void a_trace_is_for_its_owner_alone() throws IOException {
        Path trace = directory.resolve("trace.jsonl");

        lbprov.run("status", "demo", "--trace", trace.toString());

        assertThat(trace).isNotEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(trace)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_port_that_does_not_exist_is_a_wrong_command_line() {
        assertThat(lbprov.run("simulator", "--port", "99999").exits(2).err())
                .contains("Error: --port is 99999: ports are 0 to 65535");
        assertThat(lbprov.run("simulator", "--port", "65535").exits(2).err())
                .contains("there is no port 65536")
                .contains("try: another --port");
    }

    @Test
    void a_port_that_is_taken_is_answered_with_what_to_try() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(lbprov.run("simulator", "--port", String.valueOf(taken.getLocalPort()))
                            .exits(2)
                            .err())
                    .contains("Error: the simulator cannot listen on port " + taken.getLocalPort())
                    .contains("in use")
                    .contains("try: another --port");
        }
    }

    @Test
    void a_mistyped_word_is_answered_with_the_one_that_was_meant() {
        assertThat(lbprov.run("creat", "demo").exits(2).err())
                .startsWith("Error: ")
                .contains("try: perhaps ", "create")
                .endsWith("lbprov --help\n");
        assertThat(lbprov.run("create", "demo", "--dryrun").exits(2).err())
                .contains("try: perhaps --dry-run")
                .endsWith("lbprov create --help\n");
    }

    @Test
    void the_common_options_stand_anywhere_on_the_line() {
        lbprov.run("--yes", "--output", "json", "create", "demo", "--dry-run").exits(0);
        lbprov.run("validate", "--no-color", "demo", "--yes").exits(0);
        assertThat(lbprov.run("secrets", "init", "--help").exits(0).out())
                .contains("PROFILE", "Name of a profile, or a file.");
    }
}
