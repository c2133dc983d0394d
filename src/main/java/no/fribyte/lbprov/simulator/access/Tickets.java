package no.fribyte.lbprov.simulator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and knows again the tickets of logins with a password, and the tokens that guard their writes. */
public final class Tickets {
    private static final Pattern TICKET = Pattern.compile("(PVE:([^:]+):([0-9A-F]{8}))::(.+)");
    private static final Pattern GUARD = Pattern.compile("([0-9A-F]{8}):(.+)");
    private static final long LIFETIME = 7200;
    private static final long EARLY = 300;

    private final byte[] key = new byte[32];

    /** With a key of its own: no ticket outlives the process. */
    public Tickets(SecureRandom random) {
        random.nextBytes(key);
    }

    public String issue(String user, Instant now) {
        String plain = "PVE:" + user + ":" + stamp(now);
        return plain + "::" + signed(plain);
    }

    /** Whose ticket it is; empty when it is none of ours, or too old. */
    public Optional<String> user(String ticket, Instant now) {
        Matcher matcher = TICKET.matcher(ticket);
        boolean valid =
                matcher.matches() && same(signed(matcher.group(1)), matcher.group(4)) && isFresh(matcher.group(3), now);
        return valid ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    /** What a client that has a ticket must send beside it when it writes. */
    public String guard(String user, Instant now) {
        return stamp(now) + ":" + signed(stamp(now) + ":" + user);
    }

    public boolean isGuard(String user, String token, Instant now) {
        Matcher matcher = GUARD.matcher(token);
        return matcher.matches()
                && same(signed(matcher.group(1) + ":" + user), matcher.group(2))
                && isFresh(matcher.group(1), now);
    }

    private static String stamp(Instant now) {
        return String.format(Locale.ROOT, "%08X", now.getEpochSecond());
    }

    private static boolean isFresh(String stamp, Instant now) {
        long age = now.getEpochSecond() - Long.parseLong(stamp, 16);
        return age > -EARLY && age < LIFETIME;
    }

    private String signed(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
    }
}
