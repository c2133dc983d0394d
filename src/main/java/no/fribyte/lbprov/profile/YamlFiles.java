package no.fribyte.lbprov.profile;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.problem.DiskWords;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.draft.ProfileDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Nearest;
import no.fribyte.lbprov.profile.yaml.Overlay;
import no.fribyte.lbprov.profile.yaml.Yaml;
import no.fribyte.lbprov.profile.yaml.YamlParser;

/** Reads the files of one profile: itself, what it extends, and the inventory. */
final class YamlFiles {
    private static final long LARGEST = 256 << 10;

    private final Workspace workspace;
    private final Findings findings;
    private final List<String> read = new ArrayList<>();

    YamlFiles(Workspace workspace, Findings findings) {
        this.workspace = workspace;
        this.findings = findings;
    }

    /** The files read so far, as messages name them. */
    List<String> read() {
        return List.copyOf(read);
    }

    /** The profile laid over what it extends. */
    Optional<Yaml.Mapping> profile(Path file) {
        return profile(file, List.of(), Optional.empty());
    }

    /** An inventory; asked is the place that names it, if a file does. */
    Optional<Yaml.Mapping> inventory(Path file, Optional<Where> asked) {
        return parse(file, asked, "inventory", workspace.inventories())
                .map(inventory -> new Overlay(findings).alone(inventory));
    }

    Where start(Path file) {
        return new Where(workspace.display(file), 1, 1, "");
    }

    private Optional<Yaml.Mapping> profile(Path file, List<Path> above, Optional<Where> asked) {
        if (above.contains(file)) {
            Problem circle = Problem.error("profiles extend each other in a circle")
                    .because(workspace.display(above.get(above.size() - 1)) + " extends " + workspace.display(file)
                            + ", which leads back to it")
                    .hint("remove one extends");
            findings.add(asked.map(circle::at).orElse(circle));
            return Optional.empty();
        }
        Optional<Yaml.Mapping> own = parse(file, asked, "profile", workspace.profiles());
        Optional<Yaml.Scalar> parent = own.flatMap(YamlFiles::parentOf);
        Overlay overlay = new Overlay(findings);
        if (parent.isEmpty()) {
            return own.map(overlay::alone);
        }
        List<Path> chain = new ArrayList<>(above);
        chain.add(file);
        Path next = workspace.profileFile(parent.get().text(), file);
        return profile(next, chain, parent.map(Yaml.Scalar::where))
                .flatMap(base -> own.map(top -> overlay.lay(top, withoutItsName(base))));
    }

    /** Two pairs cannot have one name, so it is not inherited. */
    private static Yaml.Mapping withoutItsName(Yaml.Mapping base) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>(base.entries());
        entries.remove(ProfileDraft.PAIR.name());
        entries.remove(ProfileDraft.EXTENDS.name());
        return new Yaml.Mapping(base.where(), entries);
    }

    private static Optional<Yaml.Scalar> parentOf(Yaml.Mapping profile) {
        return profile.entry(ProfileDraft.EXTENDS.name())
                .map(Yaml.Entry::value)
                .filter(Yaml.Scalar.class::isInstance)
                .map(Yaml.Scalar.class::cast)
                .filter(scalar ->
                        scalar.is(Yaml.Kind.TEXT) && scalar.text().chars().noneMatch(Character::isISOControl));
    }

    private Optional<Yaml.Mapping> parse(Path file, Optional<Where> asked, String kind, List<Path> others) {
        if (!Files.isRegularFile(file)) {
            Problem missing = missing(file, kind, others);
            findings.add(asked.map(missing::at).orElse(missing));
            return Optional.empty();
        }
        read.add(workspace.display(file));
        try {
            if (Files.size(file) > LARGEST) {
                findings.error(
                        start(file),
                        "the file is larger than 256 KiB",
                        "no profile or inventory is, and reading it could take for ever",
                        "ls -l " + workspace.display(file));
                return Optional.empty();
            }
            return YamlParser.parse(workspace.display(file), Files.readString(file), findings);
        } catch (CharacterCodingException e) {
            findings.error(
                    start(file), "the file is not UTF-8", "it holds bytes that mean no character", "iconv -t UTF-8");
        } catch (IOException e) {
            findings.error(start(file), "the file cannot be read", DiskWords.of(e), "look at its permissions");
        }
        return Optional.empty();
    }

    private Problem missing(Path file, String kind, List<Path> others) {
        String name = Workspace.nameOf(file);
        List<String> names = others.stream().map(Workspace::nameOf).toList();
        String all = names.isEmpty() ? "write it" : "one of " + String.join(", ", names);
        return Problem.error("there is no " + kind + " '" + name + "'")
                .because(workspace.display(file) + " is not there")
                .hint(Nearest.to(name, names).orElse(all));
    }
}
