package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of haproxy's configuration as haproxy cuts it into words. */
final class HaproxyLine {
    private static final Pattern PIECE = Pattern.compile("\\\\.|\"(\\\\.|[^\"\\\\])*\"|'[^']*'|[^\\s\\\\\"'#]");
    private static final Pattern WORD = Pattern.compile("(" + PIECE.pattern() + ")+|#.*");

    private HaproxyLine() {}

    /** The words of a line: quotes hold blanks together, a backslash takes the next character as it is. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find() && !word.group().startsWith("#")) {
            words.add(
                    PIECE.matcher(word.group()).replaceAll(piece -> Matcher.quoteReplacement(unquoted(piece.group()))));
        }
        return words;
    }

    private static String unquoted(String piece) {
        boolean quoted = piece.length() > 1 && (piece.startsWith("\"") || piece.startsWith("'"));
        String inner = quoted ? piece.substring(1, piece.length() - 1) : piece;
        return piece.startsWith("'") ? inner : inner.replaceAll("\\\\(.)", "$1");
    }
}
