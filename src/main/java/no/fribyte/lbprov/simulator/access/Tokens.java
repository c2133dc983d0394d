package no.fribyte.lbprov.simulator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.simulator.world.WorldSpec;

/** Finds out who sent an {@code Authorization: PVEAPIToken=USER@REALM!TOKEN=SECRET} header. */
public final class Tokens {
    private static final Pattern HEADER = Pattern.compile("PVEAPIToken[= ]([^;]*).*");
    private static final Pattern VALUE = Pattern.compile("([^!=]+@[^!=]+)!([^=]+)[=:](.+)");

    private Tokens() {}

    /** The percent-decoded value of the header, if it is one for tokens. */
    public static Optional<String> value(String header) {
        Matcher matcher = HEADER.matcher(header);
        return matcher.matches() ? Optional.of(Percent.decode(matcher.group(1), false)) : Optional.empty();
    }

    /** The token's principal; empty when the secret is wrong, or the token or its user expired or disabled. */
    public static Optional<Principal> verify(WorldSpec spec, String value, Instant now) {
        Matcher matcher = VALUE.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return spec.users().stream()
                .filter(user -> user.id().equals(matcher.group(1)) && user.enabled() && valid(user.expire(), now))
                .flatMap(user -> user.tokens().stream())
                .filter(token -> token.name().equals(matcher.group(2)) && valid(token.expire(), now))
                .filter(token -> token.secret()
                        .filter(secret -> same(secret, matcher.group(3)))
                        .isPresent())
                .map(token -> new Principal(matcher.group(1), Optional.of(token.name()), token.privsep()))
                .findFirst();
    }

    private static boolean valid(long expire, Instant now) {
        return expire == 0 || now.getEpochSecond() < expire;
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
    }
}
