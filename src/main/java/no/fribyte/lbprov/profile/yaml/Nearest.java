package no.fribyte.lbprov.profile.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known word a mistyped one was meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The closest word, if it is close enough to be a typing mistake. */
    public static Optional<String> to(String word, Collection<String> known) {
        int limit = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(other -> distance(word, other) <= limit)
                .min(Comparator.comparingInt((String other) -> distance(word, other))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance; case and the choice between dash and underscore cost nothing. */
    private static int distance(String first, String second) {
        String a = plain(first);
        String b = plain(second);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
