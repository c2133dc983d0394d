package no.fribyte.lbprov;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the pages true: their links, and the tables of rooms and libraries. */
class DocsTest {
    private static final Path INDEX = Pages.FOLDER.resolve("index.md");
    private static final Path TABLES = Path.of("src/test/java/no/fribyte/lbprov/ArchitectureTest.java");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern ENTRY = Pattern.compile("entry\\(\\s*\"([^\"]+)\",\\s*Set\\.of\\(([^)]*)\\)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    @Test
    void every_relative_link_leads_somewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : Pages.everyPage()) {
            for (MatchResult link : Pages.all(LINK, Pages.text(page))) {
                boolean elsewhere = link.group(1).contains("://");
                if (!elsewhere && !leadsSomewhere(page, link)) {
                    broken.add(page + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void the_index_names_every_page() {
        Set<Path> linked = Pages.all(LINK, Pages.text(INDEX)).stream()
                .map(link -> INDEX.resolveSibling(link.group(1)).normalize())
                .collect(Collectors.toSet());
        linked.add(INDEX);
        assertThat(linked).containsAll(Pages.everyPage());
    }

    @Test
    void the_table_of_rooms_is_that_of_the_architecture_test() {
        Map<String, Set<String>> declared = declared("ROOMS =", "LIBRARIES =");
        assertThat(declared).containsKey("app");
        assertThat(table("## Rooms", "Libraries have rooms too", 2)).isEqualTo(declared);
    }

    @Test
    void the_table_of_libraries_is_that_of_the_architecture_test() {
        Map<String, Set<String>> declared = declared("LIBRARIES =", "@Test");
        assertThat(declared).containsKey("picocli");
        assertThat(table("Libraries have rooms too", "## Words", 1)).isEqualTo(declared);
    }

    private static boolean leadsSomewhere(Path page, MatchResult link) {
        Path target = link.group(1).isEmpty()
                ? page
                : page.resolveSibling(link.group(1)).normalize();
        return Files.exists(target)
                && Optional.ofNullable(link.group(2))
                        .map(anchor -> anchors(target).contains(anchor))
                        .orElse(true);
    }

    private static Set<String> anchors(Path page) {
        return Pages.words(HEADING, Pages.text(page)).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", ""))
                .map(heading -> heading.replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** The code in a row's first cell, and the codes in another cell. */
    private static Map<String, Set<String>> table(String from, String to, int column) {
        Map<String, Set<String>> table = new TreeMap<>();
        Pages.section(Pages.page("architecture"), from, to)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\| ", -1))
                .forEach(cells -> table.put(Pages.codes(cells[1]).iterator().next(), Pages.codes(cells[column + 1])));
        return table;
    }

    private static Map<String, Set<String>> declared(String from, String to) {
        Map<String, Set<String>> table = new TreeMap<>();
        for (MatchResult entry : Pages.all(ENTRY, Pages.section(Pages.text(TABLES), from, to))) {
            table.put(entry.group(1).replace("..", ""), Pages.words(QUOTED, entry.group(2)));
        }
        return table;
    }
}
