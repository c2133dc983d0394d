package no.fribyte.lbprov.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where lbprov keeps its things. */
class SurroundingsTest {
    private static Surroundings with(Map<String, String> environment) {
        return new Surroundings(environment, Path.of("/home/ops"), Path.of("/work"), "ops", "desk", 1, "lbprov");
    }

    @Test
    void without_xdg_variables_things_lie_below_home() {
        assertThat(with(Map.of()).stateDirectory()).isEqualTo(Path.of("/home/ops/.local/state/lbprov"));
        assertThat(with(Map.of()).configDirectory()).isEqualTo(Path.of("/home/ops/.config/lbprov"));
    }

    @Test
    void xdg_variables_count_only_when_they_are_absolute() {
        assertThat(with(Map.of("XDG_STATE_HOME", "/var/tmp/s")).stateDirectory())
                .isEqualTo(Path.of("/var/tmp/s/lbprov"));
        assertThat(with(Map.of("XDG_STATE_HOME", "s", "XDG_CONFIG_HOME", "")).stateDirectory())
                .isEqualTo(Path.of("/home/ops/.local/state/lbprov"));
    }

    @Test
    void an_empty_variable_is_as_none() {
        assertThat(with(Map.of("TOKEN", "")).variable("TOKEN")).isEmpty();
        assertThat(with(Map.of("TOKEN", "x")).variable("TOKEN")).contains("x");
    }

    @Test
    void names_of_this_process_are_single_words() {
        Surroundings here = Surroundings.ofThisProcess();

        assertThat(here.user()).matches("[a-z0-9._-]+");
        assertThat(here.host()).matches("[a-z0-9._-]+");
        assertThat(here.workingDirectory()).isAbsolute();
    }
}
