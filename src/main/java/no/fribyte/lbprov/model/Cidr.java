package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A network: an address with no host bits set, and the length of its prefix.
 *
 * @param network the first address
 * @param prefix the length in bits, 0 to 32 or 128
 */
public record Cidr(IpAddress network, int prefix) {
    public Cidr {
        requireNonNull(network, "network");
        if (prefix < 0 || prefix > network.bits()) {
            throw new IllegalArgumentException("prefix out of range: " + prefix);
        }
        if (!mask(network, prefix).equals(network)) {
            throw new IllegalArgumentException("host bits are set in " + network + "/" + prefix);
        }
    }

    /** The network, or nothing when the text is not {@code address/prefix} without host bits. */
    public static Optional<Cidr> parse(String text) {
        return parseLoosely(text).filter(cidr -> {
            String address = text.substring(0, text.indexOf('/'));
            return IpAddress.of(address).equals(cidr.network());
        });
    }

    /** As {@link #parse}, but host bits are cut off: what the writer of 10.0.0.5/24 meant. */
    public static Optional<Cidr> parseLoosely(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return IpAddress.parse(text.substring(0, slash))
                .filter(address -> prefix <= address.bits())
                .map(address -> new Cidr(mask(address, prefix), prefix));
    }

    public static Cidr of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a network: " + text));
    }

    public boolean isV6() {
        return network.isV6();
    }

    public boolean contains(IpAddress address) {
        return address.isV6() == isV6() && mask(address, prefix).equals(network);
    }

    public boolean overlaps(Cidr other) {
        return contains(other.network) || other.contains(network);
    }

    /** The last address: broadcast in IPv4. */
    public IpAddress last() {
        BigInteger hosts = BigInteger.ONE.shiftLeft(network.bits() - prefix).subtract(BigInteger.ONE);
        return IpAddress.ofNumber(network.number().or(hosts), network.bits());
    }

    private static IpAddress mask(IpAddress address, int prefix) {
        int host = address.bits() - prefix;
        return IpAddress.ofNumber(address.number().shiftRight(host).shiftLeft(host), address.bits());
    }

    @Override
    public String toString() {
        return network + "/" + prefix;
    }
}
