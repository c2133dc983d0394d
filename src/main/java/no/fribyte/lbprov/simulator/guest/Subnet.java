package no.fribyte.lbprov.simulator.guest;

import java.util.Optional;

/** An interface's address with the length of its prefix. */
record Subnet(Ip address, int prefix) {
    static Optional<Subnet> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return Ip.parse(text.substring(0, slash))
                .filter(ip -> prefix <= ip.bytes().length * 8)
                .map(ip -> new Subnet(ip, prefix));
    }

    boolean contains(Ip other) {
        byte[] mine = address.bytes();
        byte[] theirs = other.bytes();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
