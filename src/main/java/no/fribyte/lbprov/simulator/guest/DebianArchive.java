package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The packages that a mirror knows and a guest has, as far as a load balancer has use for them. */
final class DebianArchive {
    static final Set<String> MEMBER_PACKAGES = Set.of(
            "qemu-guest-agent",
            "haproxy",
            "keepalived",
            "wireguard",
            "wireguard-tools",
            "nftables",
            "chrony",
            "netbase",
            "conntrack",
            "procps",
            "python3");

    private static final Set<String> OTHERS = Set.of("""
            apt-transport-https arping bash bind9-dnsutils bridge-utils ca-certificates conntrackd cron curl dbus \
            dnsutils ethtool fping gnupg htop iproute2 iptables iputils-arping iputils-ping ipvsadm jq kmod less \
            linux-image-amd64 locales logrotate lsof man-db mtr-tiny ndisc6 needrestart netcat-openbsd netplan.io \
            ntpsec openssh-server openssl polkitd prometheus-haproxy-exporter prometheus-node-exporter psmisc \
            python3-minimal python3-yaml qrencode resolvconf rsync rsyslog socat strace sudo systemd-resolved \
            systemd-timesyncd tcpdump traceroute tzdata unattended-upgrades vim vim-tiny wget xz-utils zstd""".split(" ", -1));

    static final String AGENT = "/usr/sbin/qemu-ga";

    private static final String STATUS = "/var/lib/dpkg/status";

    private DebianArchive() {}

    static boolean isInstalled(GuestDisk disk, String name) {
        return disk.text(STATUS).orElse("").contains("Package: " + name + "\n");
    }

    /** What apt-get says of the packages it cannot find; it then installs none of them. */
    static List<String> install(GuestDisk disk, List<String> names, boolean mirrorInReach) {
        List<String> errors = new ArrayList<>();
        List<String> missing =
                names.stream().filter(name -> !isInstalled(disk, name)).toList();
        for (String name : missing) {
            if (!MEMBER_PACKAGES.contains(name) && !OTHERS.contains(name)) {
                errors.add("E: Unable to locate package " + name);
            }
        }
        if (!missing.isEmpty() && !mirrorInReach) {
            errors.add("E: Failed to fetch the package lists: Network is unreachable");
        }
        if (errors.isEmpty()) {
            missing.forEach(name -> unpack(disk, name));
        }
        return errors;
    }

    private static void unpack(GuestDisk disk, String name) {
        disk.append(STATUS, "Package: " + name + "\nStatus: install ok installed\n\n");
        if (name.equals("qemu-guest-agent")) {
            disk.write(AGENT, "0755", "");
        }
        defaults(disk, "haproxy", name, Daemon.HAPROXY.file(), "global\n\tdaemon\ndefaults\n\tmode http\n");
        defaults(disk, "nftables", name, Daemon.NFTABLES.file(), "flush ruleset\ntable inet filter {\n}\n");
        if (name.equals("wireguard") && !isInstalled(disk, "wireguard-tools")) {
            unpack(disk, "wireguard-tools");
        }
    }

    /** Debian brings a configuration of its own where there is none; keepalived and WireGuard do not. */
    private static void defaults(GuestDisk disk, String owner, String installed, String file, String text) {
        if (owner.equals(installed) && !disk.has(file)) {
            disk.write(file, "0644", text);
        }
    }
}
