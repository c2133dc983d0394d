package no.fribyte.lbprov.model;

import java.util.regex.Pattern;

/** What DNS, and so Proxmox VE for VM and node names, takes as one label (RFC 1123, lower case). */
public final class DnsLabel {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private DnsLabel() {}

    public static boolean isValid(String text) {
        return LABEL.matcher(text).matches();
    }
}
