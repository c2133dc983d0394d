package no.fribyte.lbprov.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The texts of several words in source files: what the program can say, whichever way it comes to say it. */
final class Sentences {
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *(\\*|//|/\\*).*$");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** What describes a key for the schema ends with a full stop; a message never does. */
    private static final Pattern DESCRIPTION = Pattern.compile("(?s)[A-Z].*[.;] ?");

    private Sentences() {}

    static Set<String> below(Path folder) {
        Set<String> sentences = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            for (Path source : sources) {
                String code = COMMENT.matcher(Files.readString(source)).replaceAll("");
                TEXT.matcher(code)
                        .results()
                        .map(text -> text.group(1).translateEscapes().strip())
                        .filter(text ->
                                text.contains(" ") && !DESCRIPTION.matcher(text).matches())
                        .forEach(sentences::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }
}
