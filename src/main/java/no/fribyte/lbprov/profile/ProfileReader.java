package no.fribyte.lbprov.profile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.profile.rule.Rule;
import no.fribyte.lbprov.profile.rule.Rules;
import no.fribyte.lbprov.profile.yaml.Findings;

/** Reads a profile and its inventory and resolves them into a pair and a place, or tells all that is wrong. */
public final class ProfileReader {
    private final Workspace workspace;
    private final InstantSource clock;
    private final List<Rule> rules;

    public ProfileReader(Workspace workspace, InstantSource clock) {
        this(workspace, clock, Rules.all());
    }

    ProfileReader(Workspace workspace, InstantSource clock, List<Rule> rules) {
        this.workspace = requireNonNull(workspace, "workspace");
        this.clock = requireNonNull(clock, "clock");
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads a profile by name or file.
     *
     * @param inventory the inventory to use in place of the one that the profile says, by name or file
     * @throws LbprovException with every problem, each with its place
     */
    public Resolved read(String profile, Optional<String> inventory) {
        Path file = workspace.profileFile(profile);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Findings findings = new Findings();
        ProfileReading reading = new ProfileReading(workspace, file, findings);
        Neighbours neighbours = new Neighbours(workspace, (other, theirs) -> alone(other, theirs, today));
        return reading.run(inventory, rules, () -> neighbours.of(file, findings), today)
                .orElseThrow(() -> new LbprovException(ExitStatus.INVALID_INPUT, findings.inOrder(reading.files())));
    }

    private Optional<Resolved> alone(Path file, Findings findings, LocalDate today) {
        return new ProfileReading(workspace, file, findings).run(Optional.empty(), rules, List::of, today);
    }
}
