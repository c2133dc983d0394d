package no.fribyte.lbprov.simulator.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a named value in an {@code Authorization} or {@code Cookie} header, as pve-http-server does for both. */
public final class AuthHeader {
    private AuthHeader() {}

    /** What stands after {@code NAME=} or {@code NAME } up to a semicolon, percent-decoded. */
    public static Optional<String> value(Optional<String> header, String name) {
        return header.flatMap(text -> {
            Matcher matcher =
                    Pattern.compile("(?:^|\\s)" + name + "[= ]([^;]*)").matcher(text);
            return matcher.find() ? Optional.of(Percent.decode(matcher.group(1), false)) : Optional.empty();
        });
    }
}
