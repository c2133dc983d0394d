package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is run in a guest that becomes a template: the questions which packages it has, and what makes it a fresh image. */
record ImagePrograms(Machine machine) {
    private static final String CLEAN = "/run/lbprov-bake/clean-image";

    /** The packages that programs are in. */
    private static final Map<String, String> PACKAGES = Map.of(
            "/usr/sbin/haproxy",
            "haproxy",
            "/usr/sbin/keepalived",
            "keepalived",
            "/usr/sbin/nft",
            "nftables",
            "/usr/bin/wg",
            "wireguard-tools",
            DebianArchive.AGENT,
            "qemu-guest-agent");

    /** As clean-image's own list. */
    private static final Pattern TRACES = Pattern.compile(
            "/run/lbprov/.*|/etc/lbprov/.*|/var/lib/lbprov/.*|/usr/local/lib/lbprov/.*|/var/lib/cloud/.*|/etc/ssh/ssh_host_.*"
                    + "|/run/cloud-init/.*|/var/log/.*|/etc/netplan/50-cloud-init\\.yaml"
                    + "|/etc/apt/apt\\.conf\\.d/94cloud-init-config");

    /** The outcome, if it is one of these programs and is there. */
    Optional<ExecResult> run(String program, List<String> arguments) {
        GuestDisk disk = machine.disk();
        if (program.equals("/usr/bin/python3") && arguments.equals(List.of(CLEAN)) && disk.has(CLEAN)) {
            return Optional.of(clean());
        }
        if (program.equals("/usr/bin/dpkg-query")) {
            return Optional.of(query(arguments));
        }
        return Optional.ofNullable(PACKAGES.get(program))
                .filter(name -> DebianArchive.isInstalled(disk, name))
                .map(name -> ExecResult.out("%s %s\n".formatted(program, version(name))));
    }

    private ExecResult clean() {
        machine.disk().removeIf(path -> TRACES.matcher(path).matches());
        machine.disk().write("/etc/machine-id", "0444", "");
        return ExecResult.out("");
    }

    /** As with {@code -W -f "${Package} ${Version} ${db:Status-Abbrev}\n"}. */
    private ExecResult query(List<String> arguments) {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        for (String name : arguments.subList(Math.min(3, arguments.size()), arguments.size())) {
            if (DebianArchive.isInstalled(machine.disk(), name)) {
                out.append("%s %s ii \n".formatted(name, version(name)));
            } else {
                err.append("dpkg-query: no packages found matching %s\n".formatted(name));
            }
        }
        return err.isEmpty() ? ExecResult.out(out.toString()) : ExecResult.failed(1, err.toString());
    }

    private String version(String name) {
        return name.equals("haproxy") ? new Image(machine.hardware().image()).haproxyPackage() : "1.0-1";
    }
}
