package no.fribyte.lbprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuProcessTest {
    private final Path processes;
    private final Path pidfile;
    private final QemuProcess process;

    QemuProcessTest(@TempDir Path directory) throws IOException {
        processes = Files.createDirectory(directory.resolve("proc"));
        pidfile = directory.resolve("disk.pid");
        process = new QemuProcess(pidfile, processes);
    }

    private void runs(long pid, String... words) throws IOException {
        Path folder = Files.createDirectories(processes.resolve(Long.toString(pid)));
        Files.writeString(folder.resolve("cmdline"), words.length == 0 ? "" : String.join("\0", words) + "\0");
    }

    @Test
    void a_machine_is_on_while_the_process_of_its_pidfile_runs() throws IOException {
        Files.writeString(pidfile, "4711\n");
        runs(4711, "qemu-system-x86_64", "-pidfile", pidfile.toString(), "-m", "32M");

        assertThat(process.pid()).contains(4711L);
    }

    @Test
    void a_number_that_went_to_another_process_is_nobody() throws IOException {
        Files.writeString(pidfile, "4711\n");
        runs(4711, "sleep", "1000");
        assertThat(process.pid()).isEmpty();

        runs(4711, "qemu-system-x86_64", "-pidfile", pidfile + "x");
        assertThat(process.pid()).isEmpty();

        runs(4711, "vim", "-pidfile", pidfile.toString());
        assertThat(process.pid()).isEmpty();
    }

    @Test
    void a_process_that_ended_but_is_still_listed_is_off() throws IOException {
        Files.writeString(pidfile, "4711\n");
        runs(4711);

        assertThat(process.pid()).isEmpty();
    }

    @Test
    void without_a_pidfile_or_with_nonsense_in_it_there_is_no_machine() throws IOException {
        assertThat(process.pid()).isEmpty();
        for (String nonsense : new String[] {"", "x", "-1", "0", "99999999999999999999"}) {
            Files.writeString(pidfile, nonsense);
            assertThat(process.pid()).isEmpty();
        }
    }

    @Test
    void killing_one_that_is_off_kills_nobody() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(pidfile, stranger.pid() + "\n");

            new QemuProcess(pidfile).kill();

            assertThat(stranger.isAlive()).isTrue();
            assertThat(pidfile).doesNotExist();
        } finally {
            stranger.destroyForcibly();
        }
    }
}
