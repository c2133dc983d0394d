package no.fribyte.lbprov.profile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.rule.Case;
import no.fribyte.lbprov.profile.rule.Rules;
import no.fribyte.lbprov.profile.rule.Soundness;
import no.fribyte.lbprov.profile.yaml.Findings;

/** Reads an inventory by itself and resolves it into a place, or tells all that is wrong. */
public final class InventoryReader {
    private final Workspace workspace;
    private final InstantSource clock;

    public InventoryReader(Workspace workspace, InstantSource clock) {
        this.workspace = requireNonNull(workspace, "workspace");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Reads an inventory by name or file.
     *
     * @throws LbprovException with every problem, each with its place
     */
    public ResolvedPlace read(String inventory) {
        Path file = workspace.inventoryFile(inventory);
        Findings findings = new Findings();
        YamlFiles files = new YamlFiles(workspace, findings);
        Optional<InventoryDraft> draft =
                files.inventory(file, Optional.empty()).flatMap(yaml -> InventoryDraft.TYPE.read(yaml, findings));
        Optional<ResolvedPlace> resolved = draft.flatMap(place -> resolve(place, file, files, findings));
        return resolved.orElseThrow(
                () -> new LbprovException(ExitStatus.INVALID_INPUT, findings.inOrder(files.read())));
    }

    private Optional<ResolvedPlace> resolve(InventoryDraft draft, Path file, YamlFiles files, Findings findings) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Case alone = Case.ofPlace(draft, new Soundness(findings.broken()), today);
        Rules.ofPlaces().forEach(rule -> rule.look(alone, findings));
        Authorities authorities = Authorities.of(draft, file, findings);
        if (findings.hasErrors()) {
            return Optional.empty();
        }
        return Optional.of(new ResolvedPlace(
                new PlaceResolver(authorities).resolve(Workspace.nameOf(file), draft),
                file,
                findings.inOrder(files.read())));
    }
}
