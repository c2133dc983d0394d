package no.fribyte.lbprov.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import no.fribyte.lbprov.plan.Demo;
import no.fribyte.lbprov.run.Journal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole run writes down, steps and seeds as they print themselves among it. */
class JournalSecretsTest {
    @TempDir
    Path directory;

    @Test
    void the_journal_of_a_whole_run_holds_no_secret() throws Exception {
        Path file = directory.resolve("demo.jsonl");
        String steps;
        try (StepWorld world = new StepWorld(directory.resolve("world"), new Demo())) {
            world.whole(Demo.ONE);
            world.entries.forEach(new Journal(file));
            steps = world.creating(Demo.ONE).toString();
        }

        assertThat(Files.readString(file))
                .contains("UPID:pluto:")
                .contains("mark VM 200 on pluto as ready")
                .doesNotContain(secrets());
        assertThat(steps).contains("lbprov_demo_lb-1_1.iso sha256:").doesNotContain(secrets());
    }

    /** Words of the demo's vault, and of the documents that hold them. */
    private static String[] secrets() {
        return new String[] {
            "yAnz5TF+lXXJte14tji3zlMNq", "PRIVATE KEY", "secret-of-one", "sync-secret", "PrivateKey", "user-data"
        };
    }
}
