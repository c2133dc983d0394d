package no.fribyte.lbprov.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** A unicast Ethernet address, kept in upper case as Proxmox writes it. */
public record MacAddress(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){5}");

    public MacAddress {
        value = value.toUpperCase(Locale.ROOT);
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a unicast MAC address: " + value);
        }
    }

    /** Six pairs of hex digits, the lowest bit of the first one clear (multicast otherwise). */
    public static boolean isValid(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return FORM.matcher(upper).matches() && (Integer.parseInt(upper.substring(0, 2), 16) & 1) == 0;
    }

    /** As Linux and cloud-init write it. */
    public String lowerCase() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
