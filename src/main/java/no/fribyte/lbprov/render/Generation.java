package no.fribyte.lbprov.render;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One rendered, numbered set of files of a member.
 *
 * @param hash over path, mode and content of every file but the manifest
 * @param files sorted by path, the manifest {@code /etc/lbprov/generation.json} among them
 */
public record Generation(int number, String hash, List<GuestFile> files) {
    static final String MANIFEST = "/etc/lbprov/generation.json";

    public Generation {
        files = List.copyOf(files);
    }

    static Generation of(int number, String lbprovVersion, List<GuestFile> files) {
        List<GuestFile> sorted =
                files.stream().sorted(Comparator.comparing(GuestFile::path)).toList();
        String hash = hashOf(sorted);
        GuestFile manifest = new GuestFile(MANIFEST, 0600, Documents.manifest(number, hash, lbprovVersion, sorted));
        List<GuestFile> all = Stream.concat(sorted.stream(), Stream.of(manifest))
                .sorted(Comparator.comparing(GuestFile::path))
                .toList();
        return new Generation(number, hash, all);
    }

    private static String hashOf(List<GuestFile> sorted) {
        String lines = sorted.stream()
                .map(file -> "%s %s %s\n".formatted(file.path(), file.octalMode(), file.sha256()))
                .collect(Collectors.joining());
        return Sha256.hex(lines.getBytes(StandardCharsets.UTF_8));
    }
}
