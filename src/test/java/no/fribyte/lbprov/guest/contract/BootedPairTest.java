package no.fribyte.lbprov.guest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.guest.StatusParser;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.profile.ProfileReader;
import no.fribyte.lbprov.profile.Workspace;
import no.fribyte.lbprov.render.Pairs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the renderer writes makes a healthy pair, whatever its shape. */
class BootedPairTest {
    @TempDir
    private Path folder = Path.of("");

    static Stream<Pair> pairs() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T00:00:00Z"));
        ProfileReader reader = new ProfileReader(Workspace.at(Path.of("")), clock);
        Stream<Pair> shipped = Stream.of("production", "staging", "demo")
                .map(name -> reader.read(name, Optional.empty()).pair());
        return Stream.concat(shipped, Pairs.all());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void a_rendered_pair_boots_and_has_one_holder(Pair pair) throws StatusParser.UnreadableStatus {
        BootedPair booted = BootedPair.of(pair, folder);
        List<String> holders = new ArrayList<>();

        for (int number : List.of(0, 1)) {
            assertThat(booted.firstBoot(number).path("result").asString()).isEqualTo("ok");
        }
        booted.finished();
        for (int number : List.of(0, 1)) {
            MemberStatus status = StatusParser.parse(booted.guest(number, "status"));
            assertThat(status.troubles()).isEmpty();
            assertThat(status.changed()).isEmpty();
            assertThat(status.drained()).isFalse();
            assertThat(status.holds()).isEqualTo(status.holdsAny());
            if (status.holds()) {
                holders.add(status.member());
            }
        }

        assertThat(holders).hasSize(1);
    }
}
