package no.fribyte.lbprov.simulator.world;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The value of {@code boot}: {@code order=scsi0;net0}. Other, older forms are left as they are. */
public final class BootOrder {
    private static final String KEY = "order=";

    private BootOrder() {}

    public static List<String> devices(String boot) {
        if (!boot.startsWith(KEY) || boot.equals(KEY)) {
            return List.of();
        }
        return Arrays.asList(boot.substring(KEY.length()).split(";"));
    }

    /** A drive that is attached later goes to the end of the order. */
    static String with(String boot, String device) {
        if (!boot.startsWith(KEY) || devices(boot).contains(device)) {
            return boot;
        }
        return KEY + Stream.concat(devices(boot).stream(), Stream.of(device)).collect(Collectors.joining(";"));
    }

    static String without(String boot, String device) {
        if (!devices(boot).contains(device)) {
            return boot;
        }
        return KEY
                + devices(boot).stream().filter(other -> !other.equals(device)).collect(Collectors.joining(";"));
    }
}
