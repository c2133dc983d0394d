package no.fribyte.lbprov.model;

import java.util.Arrays;
import java.util.Optional;

/** The operating systems a member may run. */
public enum GuestOs {
    DEBIAN_12("debian-12"),
    DEBIAN_13("debian-13"),
    UBUNTU_24_04("ubuntu-24.04");

    private final String id;

    GuestOs(String id) {
        this.id = id;
    }

    /** As the profile and the inventory write it. */
    public String id() {
        return id;
    }

    public static Optional<GuestOs> parse(String text) {
        return Arrays.stream(values()).filter(os -> os.id.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return id;
    }
}
