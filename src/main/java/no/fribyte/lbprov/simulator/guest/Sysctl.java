package no.fribyte.lbprov.simulator.guest;

import java.util.Optional;

/** The kernel settings of a member. */
final class Sysctl {
    private static final String FILE = "/etc/sysctl.d/60-lbprov.conf";

    private Sysctl() {}

    /** The setting without which a program cannot listen on an address that the machine does not have. */
    static String nonlocalBind(boolean v6) {
        return "net.%s.ip_nonlocal_bind".formatted(v6 ? "ipv6" : "ipv4");
    }

    /** Applies what there is, and returns sysctl's complaint if it has one. */
    static Optional<String> apply(GuestDisk disk) {
        Optional<String> text = disk.text(FILE);
        if (text.isEmpty()) {
            return Optional.of("sysctl: cannot open \"%s\": No such file or directory".formatted(FILE));
        }
        for (String raw : text.get().split("\n", -1)) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (equals < 0) {
                return Optional.of("sysctl: %s: no '=' in \"%s\"".formatted(FILE, line));
            }
            // a leading dash lets a setting that the kernel does not know pass
            String key = line.substring(0, equals).strip().replaceFirst("^-", "");
            disk.sysctl().put(key.replace('/', '.'), line.substring(equals + 1).strip());
        }
        return Optional.empty();
    }
}
