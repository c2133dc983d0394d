package no.fribyte.lbprov.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBootTest {
    private static final String ENDED =
            "{\"v1\": {\"datasource\": \"DataSourceNoCloud [seed=/dev/sr0][dsmode=net]\", \"errors\": []}}";

    private static FirstBoot look(String report, String result) {
        return FirstBoot.of(
                Optional.of(report).filter(text -> !text.isEmpty()),
                Optional.of(result).filter(text -> !text.isEmpty()));
    }

    private static String report(String stage, String result) {
        return "{\"format\": 1, \"stage\": \"%s\", \"result\": \"%s\", \"error\": null, \"log\": null}"
                .formatted(stage, result);
    }

    private static void assertFailed(FirstBoot boot, String error) {
        assertThat(boot.state()).isEqualTo(FirstBoot.State.FAILED);
        assertThat(boot.error()).contains(error);
    }

    @Test
    void with_nothing_to_read_cloud_init_is_at_work() {
        assertThat(look("", ""))
                .isEqualTo(new FirstBoot(
                        FirstBoot.State.RUNNING, FirstBoot.CLOUD_INIT, Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void the_stage_is_that_of_the_first_boot_program() {
        FirstBoot boot = look(report("packages", "running"), "");

        assertThat(boot.state()).isEqualTo(FirstBoot.State.RUNNING);
        assertThat(boot.stage()).isEqualTo("packages");
    }

    @Test
    void it_is_over_only_when_cloud_init_has_ended_as_well() {
        FirstBoot ending = look(report("done", "ok"), "");

        assertThat(ending.state()).isEqualTo(FirstBoot.State.RUNNING);
        assertThat(ending.stage()).isEqualTo("cloud-init ends");
        assertThat(look(report("done", "ok"), ENDED).state()).isEqualTo(FirstBoot.State.DONE);
    }

    @Test
    void a_failed_stage_brings_its_sentence_and_its_log_at_once() {
        FirstBoot boot = look(
                "{\"stage\": \"packages\", \"result\": \"failed\","
                        + " \"error\": \"apt could not install haproxy\", \"log\": \"E: no such package\"}",
                "");

        assertFailed(boot, "stage packages: apt could not install haproxy");
        assertThat(boot.log()).contains("E: no such package");
    }

    @Test
    void a_failure_without_a_sentence_is_one_all_the_same() {
        assertFailed(look(report("services", "failed"), ENDED), "stage services: no reason given");
    }

    @Test
    void a_seed_that_was_not_read_is_told_whatever_else_is_there() {
        String none = ENDED.replace("DataSourceNoCloud [seed=/dev/sr0][dsmode=net]", "DataSourceNone");

        assertFailed(look("", none), "cloud-init did not read the seed: it used DataSourceNone");
        assertFailed(look(report("done", "ok"), none), "cloud-init did not read the seed: it used DataSourceNone");
    }

    @Test
    void cloud_init_that_ended_without_our_program_has_failed() {
        assertFailed(look("", ENDED), "cloud-init ended without running lbprov's first boot");
    }

    @Test
    void a_program_that_was_killed_has_failed() {
        assertFailed(look(report("services", "running"), ENDED), "it stopped in stage services");
    }

    @Test
    void what_cloud_init_complains_of_is_kept_and_decides_nothing() {
        FirstBoot boot = look(report("done", "ok"), ENDED.replace("[]", "[\"a\", \"b\"]"));

        assertThat(boot.state()).isEqualTo(FirstBoot.State.DONE);
        assertThat(boot.cloudInitErrors()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"stage\": \"pack", "[]", "null", "\u0000"})
    void a_file_that_is_being_written_is_not_there_yet(String cut) {
        assertThat(look(cut, cut).state()).isEqualTo(FirstBoot.State.RUNNING);
        assertThat(look(cut, cut).stage()).isEqualTo(FirstBoot.CLOUD_INIT);
        assertThat(look(report("done", "ok"), cut).state()).isEqualTo(FirstBoot.State.RUNNING);
    }
}
