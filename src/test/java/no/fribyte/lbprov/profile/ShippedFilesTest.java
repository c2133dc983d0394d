package no.fribyte.lbprov.profile;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import no.fribyte.lbprov.problem.LbprovException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The profiles and inventories of the repository itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShippedFilesTest {
    private final ProfileReader reader =
            new ProfileReader(Workspace.at(Path.of("")), InstantSource.fixed(Instant.parse("2026-11-23T00:00:00Z")));

    @ParameterizedTest
    @CsvSource({"example,", "demo,", "production,", "staging,", "production,simulator", "staging,simulator"})
    void every_shipped_profile_resolves(String profile, String inventory) {
        try {
            Resolved resolved = reader.read(profile, Optional.ofNullable(inventory));
            System.err.println(resolved.pair());
            System.err.println(resolved.place());
            resolved.warnings().forEach(w -> System.err.println(w.line()));
        } catch (LbprovException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
