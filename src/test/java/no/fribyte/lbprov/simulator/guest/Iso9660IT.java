package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that other programs wrote. */
class Iso9660IT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"genisoimage -R -J", "genisoimage -J", "xorriso -as mkisofs -R", "xorriso -as mkisofs -R -J"})
    void a_seed_written_by_another_program_is_read(String program) throws IOException, InterruptedException {
        Path seed = Files.createDirectory(directory.resolve("seed"));
        Files.writeString(seed.resolve("meta-data"), "instance-id: a\n");
        Files.writeString(seed.resolve("user-data"), "#cloud-config\n" + "# long\n".repeat(1000));
        Files.writeString(seed.resolve("network-config"), "version: 2\n");
        Path image = directory.resolve("seed.iso");
        List<String> command = new ArrayList<>(List.of(program.split(" ", -1)));
        command.addAll(List.of("-quiet", "-V", "cidata", "-o", image.toString(), seed.toString()));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(directory.resolve("out.txt"))).isZero();

        Iso9660 iso = Iso9660.open(image).orElseThrow();

        assertThat(iso.label()).isEqualTo("cidata");
        assertThat(iso.files()).containsOnlyKeys("meta-data", "user-data", "network-config");
        assertThat(iso.files().get("network-config")).asString(UTF_8).isEqualTo("version: 2\n");
        assertThat(iso.files().get("user-data")).hasSize((int) Files.size(seed.resolve("user-data")));
    }
}
