package no.fribyte.lbprov.render;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file's place in an image.
 *
 * @param name the name Linux shows (Rock Ridge, Joliet)
 * @param shortName the name that ISO 9660 level 1 allows
 * @param sector where its content begins, 0 when it is empty
 * @param size in bytes
 */
record IsoFile(String name, String shortName, int sector, int size) {
    /** Joliet ends at 64 characters, and a seed needs no others than these. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final int SHORT = 8;

    IsoFile {
        if (!NAME.matcher(name).matches() || name.startsWith(".")) {
            throw new IllegalArgumentException("not a name for a seed's file: '" + name + "'");
        }
    }

    static String toLevelOne(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return upper.substring(0, Math.min(SHORT, upper.length()));
    }
}
