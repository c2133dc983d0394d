package no.fribyte.lbprov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a formatter and a compiler cannot see: the rules of the house about the text of the sources. */
class SourceTest {
    private static final Path MAIN = Path.of("src/main");
    private static final Path JAVA = MAIN.resolve("java");

    /** The one class that holds the process's own streams. */
    private static final Set<String> MAY_PRINT = Set.of("cli/Main.java");

    /** {@code Service} is a word of the domain: a port that haproxy serves. */
    private static final Set<String> DOMAIN_WORDS = Set.of("model/Service.java");

    private static final Pattern PRINTS =
            Pattern.compile("System\\s*\\.\\s*(out|err)\\b|FileDescriptor\\.(out|err)\\b|\\.printStackTrace\\(\\)");
    private static final Pattern LATER = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b(?!: \\S+( \\S+){3,})");
    private static final Pattern VAR = Pattern.compile("(^|[(;{]|\\bfinal )\\s*var\\s+\\w+\\s*(=|:)");
    private static final Pattern VAGUE = Pattern.compile(
            "\\b(class|record|interface|enum) (\\w*(Manager|Helper|Helpers|Util|Utils|Impl|Service|Handler|Data|Info))\\b");
    private static final Pattern REGISTRY = Pattern.compile(
            "(?i)repo1?\\.maven|maven\\.org|sonatype|artifactory|nexus|jfrog|docker\\.io|ghcr\\.io|quay\\.io|gitlab\\.[a-z]+|npmjs|pypi");
    /** The first user's networks: they are in the profiles and nowhere in the program. */
    private static final Pattern REAL_ADDRESS =
            Pattern.compile("158\\.37\\.6\\.|2001:700:|\\buio\\.no|fribyte\\.(uio|uib)|158\\.37\\.");

    private static List<Path> files(Path root, Predicate<String> name) {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> name.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources() {
        return files(JAVA, name -> name.endsWith(".java"));
    }

    private static String shortName(Path file) {
        return JAVA.resolve("no/fribyte/lbprov").relativize(file).toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code file:line: text} of every line that matches. */
    private static List<String> lines(List<Path> files, Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = text(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    found.add("%s:%d: %s".formatted(file, i + 1, lines.get(i).strip()));
                }
            }
        }
        return found;
    }

    private static List<Path> sourcesBut(Set<String> exceptions) {
        return sources().stream()
                .filter(file -> !exceptions.contains(shortName(file)))
                .toList();
    }

    @Test
    void there_are_sources_to_look_at() {
        assertThat(sources()).hasSizeGreaterThan(200);
        assertThat(sources().stream().map(SourceTest::shortName))
                .containsAll(MAY_PRINT)
                .containsAll(DOMAIN_WORDS);
    }

    @Test
    void only_main_has_the_streams_of_the_process() {
        assertThat(lines(sourcesBut(MAY_PRINT), PRINTS)).isEmpty();
    }

    @Test
    void nothing_is_left_for_later_without_a_reason() {
        assertThat(lines(sources(), LATER)).isEmpty();
    }

    @Test
    void types_are_written_out() {
        assertThat(lines(sources(), VAR)).isEmpty();
    }

    @Test
    void no_type_has_a_name_that_could_mean_anything() {
        assertThat(lines(sourcesBut(DOMAIN_WORDS), VAGUE)).isEmpty();
        assertThat(sourcesBut(DOMAIN_WORDS).stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> name.matches(".*(Manager|Helper|Util|Utils|Impl|Service|Handler)\\.java")))
                .isEmpty();
    }

    @Test
    void every_package_says_what_it_is_for_and_knows_no_null() {
        List<String> lacking = new ArrayList<>();
        for (Path folder : sources().stream().map(Path::getParent).distinct().toList()) {
            Path info = folder.resolve("package-info.java");
            String text = Files.exists(info) ? text(info) : "";
            if (!text.startsWith("/**") || !text.contains("\n@NullMarked\n")) {
                lacking.add(folder.toString());
            }
        }
        assertThat(lacking).isEmpty();
    }

    @Test
    void every_top_level_type_says_why_it_exists() {
        Pattern documented = Pattern.compile(
                "\\*/\\n(@[^\\n]*\\n|    [^\\n]*\\n|\\)\\n)*(public |final |abstract |sealed |non-sealed )*(class|record|interface|enum|@interface) ");
        assertThat(sources().stream()
                        .filter(file -> !file.endsWith("package-info.java"))
                        .filter(file -> !documented.matcher(text(file)).find()))
                .isEmpty();
    }

    @Test
    void no_registry_and_no_address_of_a_real_place_is_in_the_program() {
        List<Path> all = new ArrayList<>(files(MAIN, name -> true));
        all.addAll(files(Path.of("cloudinit"), name -> true));
        assertThat(lines(all, REGISTRY)).isEmpty();
        assertThat(lines(all, REAL_ADDRESS)).isEmpty();
    }

    @Test
    void the_rules_find_what_they_look_for() {
        assertThat(PRINTS.matcher("        System.out.println(x);").find()).isTrue();
        assertThat(PRINTS.matcher("e.printStackTrace();").find()).isTrue();
        assertThat(PRINTS.matcher("e.printStackTrace(streams.err());").find()).isFalse();
        assertThat(LATER.matcher("// TODO mend this").find()).isTrue();
        assertThat(LATER.matcher("// TODO: when Proxmox VE 8 is gone, drop it").find())
                .isFalse();
        assertThat(VAR.matcher("        var x = 1;").find()).isTrue();
        assertThat(VAR.matcher("for (var x : all) {").find()).isTrue();
        assertThat(VAR.matcher("the var x of the template").find()).isFalse();
        assertThat(VAGUE.matcher("final class StepManager {").find()).isTrue();
        assertThat(VAGUE.matcher("record ServiceStatus(").find()).isFalse();
    }
}
