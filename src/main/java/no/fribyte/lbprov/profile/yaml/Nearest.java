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
                .filter(other -> distance(plain(word), plain(other)) <= limit)
                .min(Comparator.comparingInt((String other) -> distance(plain(word), plain(other)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters were changed, left out, added or swapped with their neighbour (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, cost, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int[][] cost, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int replaced = cost[i - 1][j - 1] + (same ? 0 : 1);
        int shifted = 1 + Math.min(cost[i - 1][j], cost[i][j - 1]);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        int best = Math.min(replaced, shifted);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    /** Case and the choice between dash and underscore cost nothing. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
