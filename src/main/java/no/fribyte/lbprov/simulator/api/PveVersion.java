package no.fribyte.lbprov.simulator.api;

import java.util.Locale;

/** Which Proxmox VE the simulator is, as far as clients can tell the difference. */
public record PveVersion(int major, int minor) {
    public static PveVersion parse(String text) {
        String[] parts = text.split("\\.", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException("a version is such as 8.4, not '" + text + "'");
        }
        return new PveVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private boolean atLeast(int thatMajor, int thatMinor) {
        return major > thatMajor || (major == thatMajor && minor >= thatMinor);
    }

    boolean isSince(PveVersion other) {
        return atLeast(other.major, other.minor);
    }

    /** Before, the text of an error was in the reason phrase only. */
    boolean hasMessageInBody() {
        return atLeast(8, 4);
    }

    int maxBody() {
        return atLeast(8, 4) ? 512 * 1024 : 64 * 1024;
    }

    public boolean hasAgentPrivileges() {
        return atLeast(9, 0);
    }

    boolean checksBridges() {
        return atLeast(8, 0);
    }

    boolean resizesInTask() {
        return atLeast(8, 0);
    }

    /** Proxmox VE 8.3 knew volumes of type import, but took in OVA files only. */
    boolean importsVolumes() {
        return atLeast(8, 3);
    }

    boolean takesJsonBooleans() {
        return atLeast(8, 1);
    }

    boolean importsImages() {
        return atLeast(8, 4);
    }

    boolean hasAccessNetwork() {
        return atLeast(8, 1);
    }

    boolean hasHaRules() {
        return atLeast(9, 0);
    }

    String release() {
        return major + "." + minor;
    }

    String full() {
        return String.format(Locale.ROOT, "%d.%d.4", major, minor);
    }
}
