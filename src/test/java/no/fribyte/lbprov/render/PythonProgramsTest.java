package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The members' Python programs have tests of their own, which count here. */
class PythonProgramsTest {
    private static final Path FOLDER = Path.of("cloudinit").toAbsolutePath();

    @Test
    void the_tests_of_the_guests_programs_pass() {
        assertThat(tested(FOLDER)).containsPattern("Ran [1-9]\\d+ tests").endsWith("OK\n");
    }

    @Test
    void the_tests_of_what_stands_in_for_systemd_pass() {
        assertThat(tested(Path.of("src/bench/ha").toAbsolutePath()))
                .containsPattern("Ran [1-9]\\d* tests")
                .endsWith("OK\n");
    }

    @Test
    void the_tests_of_the_world_around_the_lab_pass() {
        assertThat(tested(Path.of("src/test/python").toAbsolutePath()))
                .containsPattern("Ran [1-9]\\d* tests")
                .endsWith("OK\n");
    }

    private static String tested(Path folder) {
        RealProgram.Answer answer = RealProgram.named("python3")
                .run("-B", "-m", "unittest", "discover", "-s", folder, "-t", folder, "-p", "*_test.py");
        assertThat(answer.status()).as(answer.text()).isZero();
        return answer.text();
    }

    @Test
    void they_are_python_as_old_as_the_oldest_guest_reads_it() {
        String check = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 10))";
        RealProgram python = RealProgram.named("python3");

        for (String program : new String[] {"lbprov-guest", "first-boot", "clean-image"}) {
            RealProgram.Answer answer = python.run("-B", "-W", "error", "-c", check, FOLDER.resolve(program));
            assertThat(answer.status()).as(answer.text()).isZero();
        }
    }
}
