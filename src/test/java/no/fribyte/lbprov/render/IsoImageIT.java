package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that share no code with the writer read the image back. */
class IsoImageIT {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, byte[]> files = new TreeMap<>();
    private Path image = Path.of("");

    @BeforeEach
    void write_an_image() throws IOException {
        byte[] big = new byte[402_337];
        new SplittableRandom(7).nextBytes(big);
        files.put("user-data", big);
        files.put("meta-data", "instance-id: blåbær\n".getBytes(StandardCharsets.UTF_8));
        files.put("network-config", "version: 2\n".getBytes(StandardCharsets.UTF_8));
        files.put("vendor-data", new byte[0]);
        // enough names that differ late to fill more than one sector of directory
        for (int i = 10; i < 50; i++) {
            files.put("a-rather-long-name-of-a-file-%d.conf".formatted(i), new byte[] {(byte) i});
        }
        image = Files.write(folder.resolve("seed.iso"), IsoImage.of("cidata", files, TIME));
    }

    @Test
    void blkid_sees_the_label_that_cloud_init_looks_for() {
        String answer =
                RealProgram.named("blkid").run("-p", "-o", "export", image).text();

        assertThat(answer).contains("\nLABEL=cidata\n", "\nTYPE=iso9660\n");
    }

    @Test
    void isoinfo_reads_every_file_by_its_rock_ridge_name() throws IOException {
        assertReadsAll("-R");
    }

    @Test
    void isoinfo_reads_every_file_by_its_joliet_name() throws IOException {
        assertReadsAll("-J");
    }

    @Test
    void isoinfo_agrees_about_the_size_the_time_and_the_label() {
        RealProgram isoinfo = RealProgram.named("isoinfo");

        assertThat(isoinfo.run("-d", "-i", image).text())
                .contains("Volume id: cidata", "Joliet with UCS level 3 found", "Rock Ridge signatures version 1 found")
                .contains("Volume size is: " + image.toFile().length() / 2048);
        assertThat(isoinfo.run("-l", "-R", "-i", image).text())
                .containsPattern("-r--------.*402337 Jan  2 2026 .*user-data");
    }

    @Test
    void xorriso_loads_it_without_a_complaint_and_extracts_the_same_bytes() throws IOException {
        Path out = folder.resolve("out");
        RealProgram.Answer answer = RealProgram.named("xorriso")
                .run("-abort_on", "WARNING", "-osirrox", "on", "-indev", image, "-extract", "/", out);

        assertThat(answer.status()).as(answer.text()).isZero();
        assertThat(answer.text()).contains("Volume id    : 'cidata'");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(Files.readAllBytes(out.resolve(file.getKey()))).isEqualTo(file.getValue());
        }
    }

    private void assertReadsAll(String names) {
        RealProgram isoinfo = RealProgram.named("isoinfo");
        assertThat(isoinfo.run("-f", names, "-i", image).text().lines())
                .containsExactlyInAnyOrderElementsOf(
                        files.keySet().stream().map(name -> "/" + name).toList());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String content =
                    isoinfo.run(names, "-i", image, "-x", "/" + file.getKey()).text();
            assertThat(content.getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(file.getValue());
        }
    }
}
