package no.fribyte.lbprov.guest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.guest.StatusParser;
import no.fribyte.lbprov.render.Pairs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The status in the manual is the one that the simulator's guest prints and that lbprov reads. */
class StatusShapeTest {
    private static final Path MANUAL = Path.of("src/site/markdown/guest.md");

    @TempDir
    private Path folder = Path.of("");

    static String sample() throws IOException {
        String text = Files.readString(MANUAL);
        int start = text.indexOf("```json\n") + "```json\n".length();
        return text.substring(start, text.indexOf("```", start));
    }

    static Set<String> shapeOfTheManual() throws IOException {
        return Shape.of(BootedPair.json(sample()));
    }

    @Test
    void the_simulators_guest_prints_the_status_of_the_manual() throws IOException {
        BootedPair pair = BootedPair.of(Pairs.demo(), folder).finished();
        pair.lan().backendDown("198.51.100.31");

        JsonNode status = pair.status(0);

        assertThat(Shape.of(status)).isEqualTo(shapeOfTheManual());
    }

    @Test
    void lbprov_reads_the_status_of_the_manual() throws IOException, StatusParser.UnreadableStatus {
        MemberStatus status = StatusParser.parse(sample());

        assertThat(status.priority()).contains(250);
        assertThat(status.holds()).isTrue();
        assertThat(status.seriousTroubles()).isEmpty();
        assertThat(status.troubles()).hasSize(2);
    }

    @Test
    void a_status_without_a_priority_is_read_all_the_same() throws IOException, StatusParser.UnreadableStatus {
        String older = sample().replace(", \"priority\": 250, \"expectedPriority\": 250", "");

        assertThat(older).doesNotContain("riority");
        assertThat(StatusParser.parse(older).priority()).isEmpty();
    }
}
