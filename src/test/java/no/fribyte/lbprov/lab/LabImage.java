package no.fribyte.lbprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The lab's images, made where they are missing. */
final class LabImage {
    private LabImage() {}

    /** Makes an image if there is none; where there is no Debian to make it from, the test is skipped loudly. */
    static void needs(String kind) {
        boolean tools = Requirements.look(System.getenv()).met();
        if (!tools) {
            System.err.println("SKIPPED: no QEMU here, so no real machine was booted");
        }
        Assumptions.assumeTrue(tools, "no QEMU");
        Program.Ending built = Program.run(List.of("src/lab/image.sh", kind), "", Duration.ofMinutes(20));
        boolean notHere = built.err().contains("only Debian on amd64");
        if (notHere) {
            System.err.println("SKIPPED: the lab's image can be built on Debian only, so no real machine was booted");
        }
        Assumptions.assumeFalse(notHere, "no Debian");
        assertThat(built.status()).as(built.err()).isZero();
    }
}
