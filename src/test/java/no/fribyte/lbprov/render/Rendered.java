package no.fribyte.lbprov.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;

/** Everything that is rendered for one member of a test's pair. */
public record Rendered(Pair pair, Member member, Generation generation, CloudInit documents) {
    public static Rendered of(Pair pair, int number) {
        return of(pair, number, Pairs.secrets(pair));
    }

    static Rendered of(Pair pair, int number, int generation) {
        return of(pair, number, Pairs.secrets(pair), generation);
    }

    static Rendered of(Pair pair, int number, PairSecrets secrets) {
        return of(pair, number, secrets, 1);
    }

    private static Rendered of(Pair pair, int number, PairSecrets secrets, int generationNumber) {
        Renderer renderer = new Renderer(TemplateSource.bundled(), "0.1.0");
        Member member = pair.members().get(number);
        Generation generation = renderer.generation(pair, member, secrets, generationNumber);
        return new Rendered(pair, member, generation, renderer.cloudInit(pair, member, secrets, generation, 1));
    }

    public String text(String path) {
        return generation.files().stream()
                .filter(file -> file.path().equals(path))
                .map(GuestFile::text)
                .findFirst()
                .orElseThrow();
    }

    /** Writes the member's files below a folder, and cloud-init's documents beside them. */
    public void writeTo(Path folder) {
        try {
            for (GuestFile file : generation.files()) {
                Path target = folder.resolve(file.path().substring(1));
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.text());
                Files.setAttribute(target, "unix:mode", file.mode());
            }
            Files.writeString(folder.resolve("user-data"), documents.userData());
            Files.writeString(folder.resolve("meta-data"), documents.metaData());
            Files.writeString(folder.resolve("network-config"), documents.networkConfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return pair.name() + "/" + member.name();
    }
}
