package no.fribyte.lbprov.simulator.guest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An address written as a number; two spellings of one address are equal, and names are never looked up. */
record Ip(InetAddress inet) {
    private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");
    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    static Optional<Ip> parse(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Ip(InetAddress.getByName(text)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** As {@link #parse}, dropping a prefix length like the one keepalived and WireGuard write. */
    static Optional<Ip> withoutPrefix(String text) {
        int slash = text.indexOf('/');
        return parse(slash < 0 ? text : text.substring(0, slash));
    }

    byte[] bytes() {
        return inet.getAddress();
    }

    boolean isV6() {
        return bytes().length == 16;
    }

    boolean isWildcard() {
        return inet.isAnyLocalAddress();
    }

    boolean isLoopback() {
        return inet.isLoopbackAddress();
    }

    /** VRRP breaks a tie by the higher address. */
    boolean isHigherThan(Ip other) {
        return Arrays.compareUnsigned(bytes(), other.bytes()) > 0;
    }

    @Override
    public String toString() {
        String text = inet.getHostAddress();
        // as everything else in the guest prints it: the longest run of zeros is left out
        return ZEROS.matcher(text)
                .results()
                .map(MatchResult::group)
                .max(Comparator.comparingInt(String::length))
                .map(zeros -> shortened(text, zeros))
                .orElse(text);
    }

    private static String shortened(String text, String zeros) {
        int at = text.indexOf(zeros);
        return text.substring(0, at) + "::" + text.substring(at + zeros.length());
    }
}
