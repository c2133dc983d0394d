package no.fribyte.lbprov.profile;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import no.fribyte.lbprov.model.DnsLabel;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.ProfileDraft;
import no.fribyte.lbprov.profile.rule.Case;
import no.fribyte.lbprov.profile.rule.Neighbour;
import no.fribyte.lbprov.profile.rule.Rule;
import no.fribyte.lbprov.profile.rule.Soundness;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Placed;

/** One reading of one profile: files, drafts, rules, and at the end the model. */
final class ProfileReading {
    private final Workspace workspace;
    private final Path file;
    private final Findings findings;
    private final YamlFiles files;

    ProfileReading(Workspace workspace, Path file, Findings findings) {
        this.workspace = workspace;
        this.file = file;
        this.findings = findings;
        this.files = new YamlFiles(workspace, findings);
    }

    /** The result; nothing when there is an error among the findings. */
    Optional<Resolved> run(
            Optional<String> inventoryWanted, List<Rule> rules, Supplier<List<Neighbour>> neighbours, LocalDate today) {
        Optional<ProfileDraft> profile = files.profile(file).flatMap(yaml -> ProfileDraft.TYPE.read(yaml, findings));
        if (profile.isEmpty()) {
            return Optional.empty();
        }
        String name = name(profile.get());
        Optional<Path> inventoryFile = inventoryFile(profile.get(), inventoryWanted);
        Optional<InventoryDraft> inventory =
                inventoryFile.flatMap(path -> inventory(path, profile.get(), inventoryWanted));
        Function<List<Neighbour>, Case> among = others -> new Case(
                name,
                home(profile.get(), inventoryFile),
                profile.get(),
                inventory,
                others,
                new Soundness(findings.broken()),
                today);
        look(rules, among.apply(List.of()));
        // only then: the copy of a profile, with one slip in it, would collide with its original in every line
        if (!findings.hasErrors()) {
            look(rules, among.apply(neighbours.get()));
        }
        return inventory.flatMap(draft -> inventoryFile.flatMap(path -> resolve(name, profile.get(), draft, path)));
    }

    private void look(List<Rule> rules, Case input) {
        rules.forEach(rule -> rule.look(input, findings));
    }

    private Optional<Resolved> resolve(
            String name, ProfileDraft profile, InventoryDraft inventory, Path inventoryFile) {
        Authorities authorities = Authorities.of(inventory, inventoryFile, findings);
        if (findings.hasErrors()) {
            return Optional.empty();
        }
        return Optional.of(new Resolved(
                new PairResolver(new PairName(name), profile, inventory).resolve(),
                new PlaceResolver(authorities).resolve(Workspace.nameOf(inventoryFile), inventory),
                file,
                inventoryFile,
                findings.inOrder(files.read())));
    }

    /** Files read, for the order of the findings. */
    List<String> files() {
        return files.read();
    }

    private String name(ProfileDraft profile) {
        String name = profile.pair().map(Placed::value).orElseGet(() -> Workspace.nameOf(file));
        if (!DnsLabel.isValid(name)) {
            findings.error(
                    profile.where(),
                    "the file's name is no name for a pair",
                    "Proxmox and DNS take 1 to 63 lower-case letters, digits and dashes",
                    "pair: NAME");
        }
        return name;
    }

    private Optional<Path> inventoryFile(ProfileDraft profile, Optional<String> wanted) {
        Optional<Path> path = wanted.map(workspace::inventoryFile)
                .or(() -> profile.inventory().map(written -> workspace.inventoryFile(written.value(), file)));
        if (path.isEmpty() && !findings.broken().contains("/inventory")) {
            findings.error(
                    profile.where(),
                    "inventory is missing",
                    "the profile does not say on which Proxmox nodes the pair lives",
                    "inventory: NAME, one of "
                            + String.join(
                                    ", ",
                                    workspace.inventories().stream()
                                            .map(Workspace::nameOf)
                                            .toList()));
        }
        return path;
    }

    private Optional<InventoryDraft> inventory(Path path, ProfileDraft profile, Optional<String> wanted) {
        Optional<Where> asked = profile.inventory().map(Placed::where).filter(any -> wanted.isEmpty());
        return files.inventory(path, asked).flatMap(yaml -> InventoryDraft.TYPE.read(yaml, findings));
    }

    /** The place that the profile itself names, however it is read. */
    private static String home(ProfileDraft profile, Optional<Path> inventoryFile) {
        return profile.inventory()
                .map(Placed::value)
                .map(written -> Workspace.nameOf(Path.of(written)))
                .or(() -> inventoryFile.map(Workspace::nameOf))
                .orElse("");
    }
}
