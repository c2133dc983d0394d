package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address written as a number; names are never looked up. */
public record IpAddress(InetAddress inet) implements Comparable<IpAddress> {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    public IpAddress {
        requireNonNull(inet, "inet");
    }

    /** The address, or nothing when the text is not exactly one address. */
    public static Optional<IpAddress> parse(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(text);
            // the JDK turns ::ffff:1.2.3.4 into an IPv4 address; as written it is neither, so it is refused
            boolean mapped = text.indexOf(':') >= 0 && !(address instanceof Inet6Address);
            return mapped ? Optional.empty() : Optional.of(new IpAddress(address));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** As {@link #parse}, for text that is known to be an address. */
    public static IpAddress of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an IP address: " + text));
    }

    public boolean isV6() {
        return inet instanceof Inet6Address;
    }

    /** The width of the family in bits: 32 or 128. */
    public int bits() {
        return isV6() ? 128 : 32;
    }

    BigInteger number() {
        return new BigInteger(1, inet.getAddress());
    }

    static IpAddress ofNumber(BigInteger number, int bits) {
        byte[] raw = number.toByteArray();
        byte[] address = new byte[bits / 8];
        int length = Math.min(raw.length, address.length);
        System.arraycopy(raw, raw.length - length, address, address.length - length, length);
        try {
            return new IpAddress(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The address one above, for "the first host of a network". */
    public IpAddress next() {
        return ofNumber(number().add(BigInteger.ONE), bits());
    }

    @Override
    public int compareTo(IpAddress other) {
        return isV6() == other.isV6() ? number().compareTo(other.number()) : Boolean.compare(isV6(), other.isV6());
    }

    /** The canonical text: dotted for IPv4, RFC 5952 for IPv6. */
    @Override
    public String toString() {
        return isV6() ? Ipv6Text.canonical(inet.getAddress()) : inet.getHostAddress();
    }
}
