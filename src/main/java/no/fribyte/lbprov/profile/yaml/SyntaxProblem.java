package no.fribyte.lbprov.profile.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.problem.Where;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Turns the YAML parser's many-line complaint into one problem at the place where the reading stopped. */
final class SyntaxProblem {
    private static final Pattern PLACE = Pattern.compile("in reader, line ([0-9]+), column ([0-9]+)");

    private SyntaxProblem() {}

    static Problem of(String file, JacksonException exception) {
        List<String> lines = exception.getOriginalMessage().lines().toList();
        String said = lines.isEmpty() ? "" : lines.get(0);
        Where where = where(file, Optional.ofNullable(exception.getLocation()));
        if (exception instanceof StreamConstraintsException) {
            return Problem.error("the file goes beyond all measure")
                    .because(said.replaceFirst(" \\(\\d+, from .*", ""))
                    .hint("fewer brackets in each other, shorter numbers and texts")
                    .at(where);
        }
        // the last place is where it went wrong, and the line before it says how; Jackson's own location is a token
        // early
        for (int i = 1; i < lines.size(); i++) {
            Matcher place = PLACE.matcher(lines.get(i));
            if (place.find()) {
                said = lines.get(i - 1);
                where = new Where(file, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), "");
            }
        }
        return Problem.error("this is not YAML")
                .because(said)
                .hint(attempt(said))
                .at(where);
    }

    /** Not every complaint has a place. */
    private static Where where(String file, Optional<TokenStreamLocation> place) {
        int line = place.map(TokenStreamLocation::getLineNr).orElse(1);
        int column = place.map(TokenStreamLocation::getColumnNr).orElse(1);
        return new Where(file, Math.max(1, line), Math.max(1, column), "");
    }

    private static String attempt(String said) {
        if (said.contains("TAB")) {
            return "spaces instead of the tab";
        }
        if (said.contains("mapping values")) {
            return "quotes around a text that holds a colon, and the same indentation for keys of one mapping";
        }
        return "look for a missing quote, bracket or colon on this line and the one before";
    }
}
