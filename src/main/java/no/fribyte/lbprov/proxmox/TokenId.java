package no.fribyte.lbprov.proxmox;

import java.util.regex.Pattern;

/** The public half of an API token: {@code user@realm!name}. */
public record TokenId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[^\\s:/@!]+@[A-Za-z][\\w.-]*![A-Za-z][\\w.-]*");

    public TokenId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a token id is user@realm!name, not '" + value + "'");
        }
    }

    /** The user whose token it is: {@code user@realm}. */
    public String user() {
        return value.substring(0, value.indexOf('!'));
    }

    @Override
    public String toString() {
        return value;
    }
}
