package no.fribyte.lbprov.simulator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.simulator.world.WorldSpec;

/** Holds secrets that somebody sends against those of the world. */
public final class Logins {
    private static final Pattern VALUE = Pattern.compile("([^!=]+@[^!=]+)!([^=]+)[=:](.+)");

    private Logins() {}

    /** The user with that password, if it may log in. */
    public static Optional<Principal> password(WorldSpec spec, String user, String password, Instant now) {
        return spec.users().stream()
                .filter(known -> known.id().equals(user) && isActive(known, now))
                .filter(known ->
                        known.password().filter(right -> same(right, password)).isPresent())
                .map(known -> new Principal(user, Optional.empty(), false))
                .findFirst();
    }

    /** The user, as long as it may log in. */
    public static Optional<Principal> user(WorldSpec spec, String user, Instant now) {
        return spec.users().stream()
                .filter(known -> known.id().equals(user) && isActive(known, now))
                .map(known -> new Principal(user, Optional.empty(), false))
                .findFirst();
    }

    /**
     * The principal of {@code USER@REALM!TOKEN=SECRET}; empty when the secret is wrong, or the token or its user
     * expired or disabled.
     */
    public static Optional<Principal> token(WorldSpec spec, String value, Instant now) {
        Matcher matcher = VALUE.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return spec.users().stream()
                .filter(user -> user.id().equals(matcher.group(1)) && isActive(user, now))
                .flatMap(user -> user.tokens().stream())
                .filter(token -> token.name().equals(matcher.group(2)) && valid(token.expire(), now))
                .filter(token -> token.secret()
                        .filter(secret -> same(secret, matcher.group(3)))
                        .isPresent())
                .map(token -> new Principal(matcher.group(1), Optional.of(token.name()), token.privsep()))
                .findFirst();
    }

    private static boolean isActive(WorldSpec.User user, Instant now) {
        return user.enabled() && valid(user.expire(), now);
    }

    private static boolean valid(long expire, Instant now) {
        return expire == 0 || now.getEpochSecond() < expire;
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
    }
}
