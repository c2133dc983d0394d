package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The program {@code lbprov-guest} as the manual's page guest.md describes it. */
record LbprovGuest(Machine machine, Wire wire) {
    static final String PROGRAM = "/usr/local/sbin/lbprov-guest";
    static final String DRAIN = "/var/lib/lbprov/drain";
    private static final Set<String> COMMANDS = Set.of("status", "drain", "undrain", "disable-cloud-init", "wipe-seed");

    /** Everything else that cloud-init keeps of an instance holds no secret and tells it that it has run. */
    private static final Pattern COPY = Pattern.compile("/var/lib/cloud/instances/[^/]+/"
            + "(user-data[^/]*|vendor-data[^/]*|[^/]*cloud-config[^/]*\\.txt|obj\\.pkl|scripts/[^/]+|boothooks/[^/]+)"
            + "|/run/cloud-init/(instance-data-sensitive|combined-cloud-config)\\.json");

    static boolean hasCopies(GuestDisk disk) {
        return disk.hasAny(path -> COPY.matcher(path).matches());
    }

    ExecResult run(List<String> arguments) {
        if (arguments.size() != 1 || !COMMANDS.contains(arguments.get(0))) {
            return ExecResult.failed(
                    2, "lbprov-guest: usage: lbprov-guest status|drain|undrain|disable-cloud-init|wipe-seed\n");
        }
        try {
            return switch (arguments.get(0)) {
                case "status" -> ExecResult.out(new Status(machine, wire).print());
                case "drain" -> write(DRAIN, "-20\n");
                case "undrain" -> write(DRAIN, "0\n");
                case "disable-cloud-init" -> write(CloudInit.MARKER, "");
                default -> wipe();
            };
        } catch (MemberFault e) {
            return ExecResult.failed(1, "lbprov-guest: " + e.getMessage() + "\n");
        }
    }

    private ExecResult write(String path, String text) {
        machine.disk().write(path, "0644", text);
        return ExecResult.out("");
    }

    private ExecResult wipe() {
        if (!machine.disk().has(CloudInit.MARKER)) {
            throw new MemberFault(
                    "cloud-init is not disabled: without its copies and its seed it would undo this member at boot");
        }
        machine.disk().removeIf(path -> COPY.matcher(path).matches());
        return ExecResult.out("");
    }
}
