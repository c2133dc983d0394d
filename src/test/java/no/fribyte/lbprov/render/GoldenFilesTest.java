package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Bake;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.model.VmId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rendered files as text, so that a change to a template shows its whole effect in the review. {@code -Dgolden=write}
 * writes them anew.
 */
class GoldenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/render");
    private static final boolean WRITE = "write".equals(System.getProperty("golden"));

    static Stream<Rendered> members() {
        Pair demo = Pairs.demo();
        Pair wide = Pairs.threeNics();
        return Stream.of(Rendered.of(demo, 0), Rendered.of(demo, 1), Rendered.of(wide, 0));
    }

    @ParameterizedTest
    @MethodSource("members")
    void the_files_are_as_they_were(Rendered member) throws IOException {
        Path folder = FOLDER.resolve(member.toString());
        Map<String, String> files = files(member);
        if (WRITE) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(folder.resolve(file.getKey())).exists();
            assertThat(Files.readString(folder.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(file.getValue());
        }
        assertThat(pathsBelow(folder)).isEqualTo(files.keySet());
    }

    @Test
    void the_seed_of_a_template_is_as_it_was() throws IOException {
        Network network = new Network(
                "bake",
                "vmbr0",
                Optional.of(20),
                Optional.empty(),
                List.of(Cidr.parse("203.0.113.0/24").orElseThrow()),
                List.of(IpAddress.of("203.0.113.1")),
                List.of(IpAddress.of("203.0.113.53")));
        Bake bake = new Bake(
                network,
                List.of(IpAddress.of("203.0.113.40")),
                Optional.of("http://mirror.example.org/ubuntu"),
                Optional.of("http://proxy.example.org:3128"));
        TemplateMarker marker = new TemplateMarker(
                GuestOs.UBUNTU_24_04,
                new VmId(205),
                LocalDate.parse("2026-11-24"),
                TemplateMarker.State.BUILDING,
                "sha256:24",
                List.of(),
                "0.1.0",
                Optional.empty());
        CloudInit documents = new Renderer(new TemplateSource.Bundled(), "0.1.0")
                .bake(bake, marker, new MacAddress("02:00:5E:00:53:01"));
        Path folder = FOLDER.resolve("template");
        Map<String, String> files = Map.of(
                "user-data", documents.userData().replaceAll("(?m)^    content: .*$", "    content: ..."),
                "meta-data", documents.metaData(),
                "network-config", documents.networkConfig());
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (WRITE) {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            assertThat(folder.resolve(file.getKey())).hasContent(file.getValue());
        }
    }

    private static Map<String, String> files(Rendered member) throws IOException {
        Set<String> copied = copies();
        Map<String, String> files = new LinkedHashMap<>();
        for (GuestFile file : member.generation().files()) {
            if (!copied.contains(file.text()) && !file.path().equals(Generation.MANIFEST)) {
                files.put(file.path().substring(1), file.text());
            }
        }
        files.put("meta-data", member.documents().metaData());
        files.put("network-config", member.documents().networkConfig());
        // the contents stand above, each by itself
        String userData = member.documents().userData();
        files.put("user-data", userData.replaceAll("(?m)^    content: .*$", "    content: ..."));
        return files;
    }

    /** The files of cloudinit/ that are no templates: they stand for themselves. */
    private static Set<String> copies() throws IOException {
        Set<String> copies = new TreeSet<>();
        try (Stream<Path> paths = Files.list(Path.of("cloudinit"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                copies.add(Files.readString(path));
            }
        }
        return copies;
    }

    private static Set<String> pathsBelow(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
