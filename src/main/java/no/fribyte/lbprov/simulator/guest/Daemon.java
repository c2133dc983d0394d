package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.HaproxyConfig.Bind;

/** The programs that make a member, in the order in which they need each other. */
enum Daemon {
    NFTABLES("nftables", "nftables", "nft", "/etc/nftables.conf"),
    WIREGUARD(Machine.WG_UNIT, "wireguard-tools", "wg-quick", "/etc/wireguard/wg0.conf"),
    HAPROXY("haproxy", "haproxy", "haproxy", HaproxyConfig.FILE),
    SYNC("lbprov-sync", "python3", "lbprov-guest", "/etc/systemd/system/lbprov-sync.service"),
    KEEPALIVED("keepalived", "keepalived", "keepalived", "/etc/keepalived/keepalived.conf");

    private final String unit;
    private final String packageName;
    private final String program;
    private final String file;

    Daemon(String unit, String packageName, String program, String file) {
        this.unit = unit;
        this.packageName = packageName;
        this.program = program;
        this.file = file;
    }

    static Optional<Daemon> of(String unit) {
        return Arrays.stream(values()).filter(each -> each.unit.equals(unit)).findFirst();
    }

    String unit() {
        return unit;
    }

    String program() {
        return program;
    }

    String file() {
        return file;
    }

    boolean isInstalled(GuestDisk disk) {
        // no package brings our own program
        return this == SYNC || DebianArchive.isInstalled(disk, packageName);
    }

    /** What the program's own check of its configuration prints; nothing when it is content. */
    List<String> objections(Machine machine) {
        Optional<String> config = machine.disk().text(file);
        if (config.isEmpty()) {
            return List.of(noFile());
        }
        return switch (this) {
            case NFTABLES -> nftables(config.get());
            case WIREGUARD -> wireGuard(config.get());
            case SYNC -> List.of();
            case HAPROXY -> HaproxyConfig.parse(config.get()).output();
            case KEEPALIVED -> new KeepalivedCheck(machine, KeepalivedConfig.parse(config.get())).complaints();
        };
    }

    /** What it prints when it is started with a configuration that it has nothing against, and fails all the same. */
    List<String> failures(Machine machine, Wire wire) {
        String config = machine.disk().text(file).orElse("");
        return switch (this) {
            case HAPROXY -> unboundAddresses(HaproxyConfig.parse(config), machine, wire);
            case SYNC -> withoutProgramOrSecret(machine.disk());
            case NFTABLES, WIREGUARD, KEEPALIVED -> List.of();
        };
    }

    private String noFile() {
        return switch (this) {
            case NFTABLES -> "Error: Could not open file \"%s\": No such file or directory".formatted(file);
            case WIREGUARD -> "wg-quick: `%s' does not exist".formatted(file);
            case HAPROXY ->
                "[ALERT]    (1) : config : Cannot open configuration file/directory %s : No such file or directory"
                        .formatted(file);
            case SYNC -> "Unit lbprov-sync.service not found.";
            case KEEPALIVED -> "Unable to find configuration file %s (glob returned 3)".formatted(file);
        };
    }

    private List<String> nftables(String config) {
        int depth = 0;
        int lineNumber = 0;
        for (String line : config.split("\n", -1)) {
            lineNumber++;
            String code = line.replaceFirst("#.*", "");
            depth += count(code, '{') - count(code, '}');
            if (depth < 0) {
                return List.of("%s:%d:1-1: Error: syntax error, unexpected '}'".formatted(file, lineNumber));
            }
        }
        if (depth > 0) {
            return List.of("%s:%d:1-1: Error: syntax error, unexpected end of file".formatted(file, lineNumber));
        }
        return config.contains("table ") ? List.of() : List.of(file + ":1:1-1: Error: no table in the ruleset");
    }

    private static int count(String text, char wanted) {
        return (int) text.chars().filter(each -> each == wanted).count();
    }

    private static List<String> wireGuard(String config) {
        List<String> errors = new ArrayList<>(WireGuardConfig.parse(config).errors());
        if (!errors.isEmpty()) {
            errors.add("Configuration parsing error");
        }
        return errors;
    }

    private static List<String> withoutProgramOrSecret(GuestDisk disk) {
        if (!disk.has(LbprovGuest.PROGRAM)) {
            return List.of("python3: can't open file '%s': No such file or directory".formatted(LbprovGuest.PROGRAM));
        }
        return disk.has(Standing.KEY)
                ? List.of()
                : List.of("lbprov-guest: cannot read %s: No such file or directory".formatted(Standing.KEY));
    }

    private List<String> unboundAddresses(HaproxyConfig config, Machine machine, Wire wire) {
        List<String> alerts = new ArrayList<>();
        config.frontends().forEach(frontend -> {
            for (Bind bind : frontend.binds()) {
                if (bind.address().filter(ip -> !canBind(ip, machine, wire)).isPresent()) {
                    alerts.add(("[ALERT]    (1) : Binding [%s:%d] for frontend %s: cannot bind socket"
                                    + " (Cannot assign requested address) for [%s]")
                            .formatted(file, bind.line(), frontend.name(), bind.text()));
                }
            }
        });
        if (!alerts.isEmpty()) {
            alerts.add("[ALERT]    (1) : [haproxy.main()] Some protocols failed to start their listeners! Exiting.");
        }
        return alerts;
    }

    private static boolean canBind(Ip ip, Machine machine, Wire wire) {
        return ip.isLoopback()
                || machine.addresses().contains(ip)
                || machine.disk()
                        .sysctl()
                        .getOrDefault(Sysctl.nonlocalBind(ip.isV6()), "0")
                        .equals("1")
                || wire.held(machine).contains(ip);
    }
}
