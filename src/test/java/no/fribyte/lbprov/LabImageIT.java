package no.fribyte.lbprov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import no.fribyte.lbprov.render.Namespace;
import no.fribyte.lbprov.render.RealProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab's baked image as a file; that it boots is the part of the lab's own tests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LabImageIT {
    private static final long ROOT_PARTITION = 8192L * 512;
    private static final long BUILD_MINUTES = 10;

    @TempDir
    private static Path folder = Path.of("");

    private static Path image = Path.of("");
    private static Path disk = Path.of("");

    @BeforeAll
    static void build_it_or_find_it() throws IOException, InterruptedException {
        Namespace.needsRoot();
        Stream.of("mmdebstrap", "apt-ftparchive", "sfdisk", "debugfs").forEach(RealProgram::named);
        boolean debian = Files.readString(Path.of("/etc/os-release")).lines().anyMatch("ID=debian"::equals);
        if (!debian) {
            System.err.println("SKIPPED: only Debian can build the lab's image, so nobody looked into it");
        }
        assumeTrue(debian, "not Debian");

        image = Path.of(built("baked").orElseThrow(() -> new AssertionError("the baked image was not built in time")));
        disk = folder.resolve("disk.raw");
        assertThat(RealProgram.named("qemu-img")
                        .run("convert", "-O", "raw", image, disk)
                        .status())
                .isZero();
    }

    @Test
    void a_second_call_finds_what_the_first_one_built() throws IOException, InterruptedException {
        long before = Files.getLastModifiedTime(image).toMillis();

        assertThat(built("baked")).contains(image.toString());
        assertThat(Files.getLastModifiedTime(image).toMillis()).isEqualTo(before);
    }

    @Test
    void a_bios_finds_grub_and_two_partitions() throws IOException {
        byte[] start = new byte[1024];
        try (var stream = Files.newInputStream(disk)) {
            assertThat(stream.readNBytes(start, 0, start.length)).isEqualTo(start.length);
        }
        assertThat(new byte[] {start[510], start[511]}).containsExactly(0x55, 0xAA);
        assertThat(new String(start, StandardCharsets.ISO_8859_1))
                .contains("GRUB")
                .contains("EFI PART");
        assertThat(debugfs("cat /boot/grub/grub.cfg"))
                .containsPattern("linux /boot/vmlinuz-\\S+cloud-amd64 root=UUID=");
    }

    @Test
    void every_package_of_both_lists_is_installed() throws IOException {
        String status = debugfs("cat /var/lib/dpkg/status");
        for (String list : List.of("plain", "baked")) {
            for (String name : Files.readAllLines(Path.of("src/lab", list + ".packages"))) {
                if (!name.startsWith("#")) {
                    assertThat(status).contains("Package: %s\nStatus: install ok installed\n".formatted(name));
                }
            }
        }
    }

    @Test
    void it_is_nobody_yet() {
        assertThat(debugfs("stat /etc/machine-id")).contains("Size: 0");
        assertThat(debugfs("ls -p /etc/ssh")).contains("/sshd_config/").doesNotContain("ssh_host");
        assertThat(debugfs("cat /etc/hostname")).isEqualTo("localhost\n");
    }

    @Test
    void it_does_not_tell_where_it_was_built() {
        assertThat(debugfs("stat /etc/apt/sources.list")).contains("Size: 0");
        assertThat(names("/etc/apt/sources.list.d")).isEmpty();
        assertThat(names("/var/lib/apt/lists")).allMatch(name -> name.equals("partial") || name.equals("lock"));
        assertThat(names("/etc/apt/apt.conf.d")).doesNotContain("99mmdebstrap", "00mmdebstrap");
        assertThat(names("/var/cache/apt/archives")).noneMatch(name -> name.endsWith(".deb"));
    }

    @Test
    void nothing_of_the_pairs_starts_by_itself_and_nothing_forbids_it_to_start_later() {
        assertThat(names("/etc/systemd/system/multi-user.target.wants"))
                .contains("ssh.service")
                .doesNotContain("haproxy.service", "keepalived.service");
        assertThat(names("/etc/systemd/system/sysinit.target.wants")).doesNotContain("nftables.service");
        assertThat(names("/usr/sbin")).contains("haproxy").doesNotContain("policy-rc.d");
    }

    @Test
    void cloud_init_looks_for_data_where_it_looks_in_a_cloud_image() {
        for (String file : names("/etc/cloud/cloud.cfg.d")) {
            assertThat(debugfs("cat /etc/cloud/cloud.cfg.d/" + file)).doesNotContainPattern("(?m)^datasource");
        }
        assertThat(names("/etc/cloud")).doesNotContain("ds-identify.cfg", "cloud-init.disabled");
    }

    /** The path that image.sh printed; empty when it took too long. It tells its failure on stderr. */
    private static Optional<String> built(String kind) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "image", ".path");
        Process process = new ProcessBuilder("src/lab/image.sh", kind)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
            process.destroy();
            return Optional.empty();
        }
        assertThat(process.exitValue()).isZero();
        return Optional.of(Files.readString(out).strip());
    }

    private static List<String> names(String directory) {
        return debugfs("ls -p " + directory)
                .lines()
                .filter(line -> line.startsWith("/"))
                .map(line -> line.split("/", -1)[5])
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .toList();
    }

    /** The root file system's answer, without the line in which the program names itself. */
    private static String debugfs(String question) {
        String text = RealProgram.named("debugfs")
                .run("-R", question, disk + "?offset=" + ROOT_PARTITION)
                .text();
        return text.replaceFirst("debugfs [0-9].*\n", "");
    }
}
