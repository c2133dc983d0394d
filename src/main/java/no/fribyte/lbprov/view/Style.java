package no.fribyte.lbprov.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How text is dressed for this reader.
 *
 * @param colour whether the few ANSI styles in use are; all is plain without
 * @param command by which lbprov was started here
 */
record Style(boolean colour, String command) {
    private static final Pattern TYPED = Pattern.compile("(?<![\\w/.-])lbprov (?="
            + "(?:validate|render|doctor|plan|create|status|rebuild|destroy|secrets|simulator|completion)\\b)");

    /** A hint with command lines as they have to be typed here: who runs {@code target/lbprov} has no {@code lbprov}. */
    String typed(String hint) {
        return TYPED.matcher(hint).replaceAll(Matcher.quoteReplacement(command + " "));
    }

    String bold(String text) {
        return paint("1", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String careful(String text) {
        return paint("33", text);
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
