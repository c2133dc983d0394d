package no.fribyte.lbprov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts that people and CI start by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScriptsIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/launcher/lbprov",
                "src/setup/install.sh",
                "src/setup/newer-jdk.sh",
                ".ci/run",
                "src/lab/image.sh",
                "src/lab/customize.sh",
                "src/lab/trim.sh",
                "src/lab/disk.sh",
                "src/bench/ha/shims/journalctl",
                "src/bench/ha/shims/dpkg-query"
            })
    void shellcheck_has_nothing_to_say(String script) throws IOException, InterruptedException {
        Path shellcheck = Path.of("/usr/bin/shellcheck");
        if (!Files.isExecutable(shellcheck)) {
            System.err.println("SKIPPED: shellcheck is not installed, so it did not judge " + script);
        }
        assumeTrue(Files.isExecutable(shellcheck), "shellcheck is not installed");

        Process process = new ProcessBuilder(shellcheck.toString(), script)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(Files.isExecutable(Path.of(script))).isTrue();
    }
}
