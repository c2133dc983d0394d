package no.fribyte.lbprov.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is expected of each case, in a file that people read: {@code call | kind | exit status | what a user is told}.
 * What is to be tried is often the same, so it is given in full at the head and by its first words below.
 * {@code -Dgolden=write} writes it anew; the diff is to be read line by line.
 */
record Table(Path file, Map<String, String> rows) {
    static final boolean WRITE = "write".equals(System.getProperty("golden"));

    private static final Path FOLDER = Path.of("src/test/resources/matrix");
    private static final Pattern SENTENCE = Pattern.compile("# (\\{[^}]+}) = (.*)");
    private static final Pattern TRY = Pattern.compile("(?<= try: ).*?(?= // |$)");
    private static final int WORDS = 5;
    private static final String HEAD = "# call | kind of fault | exit status | what the user is told";

    static Table of(Scenario scenario) {
        Path file = FOLDER.resolve(scenario + ".txt");
        Map<String, String> rows = new LinkedHashMap<>();
        Map<String, String> sentences = new TreeMap<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] parts = line.split(" \\| ", 3);
                Matcher sentence = SENTENCE.matcher(line);
                if (sentence.matches()) {
                    sentences.put(sentence.group(1), sentence.group(2));
                } else if (parts.length == 3 && !line.startsWith("#")) {
                    rows.put(parts[0] + " | " + parts[1], full(parts[2], sentences));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Table(file, rows);
    }

    Optional<String> expected(Case tried) {
        return Optional.ofNullable(rows.get(tried.toString()));
    }

    static void write(Scenario scenario, Map<Case, Told> told) {
        Map<String, String> sentences = new TreeMap<>();
        StringBuilder rows = new StringBuilder();
        told.forEach((tried, words) -> rows.append(tried)
                .append(" | ")
                .append(brief(words.toString(), sentences))
                .append('\n'));
        StringBuilder text = new StringBuilder(HEAD + "\n");
        sentences.forEach((brief, sentence) -> text.append("# %s = %s%n".formatted(brief, sentence)));
        text.append(rows);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(scenario + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String brief(String text, Map<String, String> sentences) {
        return TRY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(name(found.group(), sentences)));
    }

    /** The first words, and more of them where those already mean another sentence. */
    private static String name(String sentence, Map<String, String> sentences) {
        String[] words = sentence.split(" ", -1);
        for (int count = WORDS; count < words.length; count++) {
            String brief = "{" + String.join(" ", Arrays.copyOf(words, count)) + "}";
            if (sentences.computeIfAbsent(brief, unused -> sentence).equals(sentence)) {
                return brief;
            }
        }
        return sentence;
    }

    private static String full(String text, Map<String, String> sentences) {
        String full = text;
        for (Map.Entry<String, String> sentence : sentences.entrySet()) {
            full = full.replace(sentence.getKey(), sentence.getValue());
        }
        return full;
    }
}
