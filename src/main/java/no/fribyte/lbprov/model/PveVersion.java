package no.fribyte.lbprov.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a node; in a cluster under upgrade the nodes differ. */
public record PveVersion(String text, int major, int minor) {
    private static final Pattern SHAPE = Pattern.compile("(\\d+)\\.(\\d+).*");

    public static PveVersion parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a version of Proxmox VE: '" + text + "'");
        }
        return new PveVersion(text, Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    public boolean isAtLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
    }

    @Override
    public String toString() {
        return text;
    }
}
