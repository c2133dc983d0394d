package no.fribyte.lbprov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the documentation's pages for the tests that keep them true. */
final class Pages {
    static final Path FOLDER = Path.of("src/site/markdown");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Pages() {}

    /** The README and every page below the folder. */
    static List<Path> everyPage() {
        try (Stream<Path> below = Files.walk(FOLDER)) {
            Stream<Path> pages = below.filter(file -> file.toString().endsWith(".md"));
            return Stream.concat(Stream.of(Path.of("README.md")), pages)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String page(String name) {
        return text(FOLDER.resolve(name + ".md"));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands from one text up to another; both must be there. */
    static String section(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = text.indexOf(to, start + from.length());
        assertThat(start).as(from).isNotNegative();
        assertThat(end).as(to).isGreaterThan(start);
        return text.substring(start, end);
    }

    static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** The first group of every match. */
    static Set<String> words(Pattern pattern, String text) {
        return all(pattern, text).stream().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whatever stands between backticks. */
    static Set<String> codes(String text) {
        return words(CODE, text);
    }
}
