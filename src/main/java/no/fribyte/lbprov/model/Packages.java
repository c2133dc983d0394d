package no.fribyte.lbprov.model;

import java.util.ArrayList;
import java.util.List;

/** The Debian packages that a member is made of; the one list for first boots, templates and their checks. */
public final class Packages {
    /** Installed first and alone: with it there, lbprov can tell what fails after it. */
    public static final String AGENT = "qemu-guest-agent";

    private static final List<String> SERVING = List.of("haproxy", "keepalived", "nftables");
    private static final String VPN = "wireguard-tools";

    private Packages() {}

    /** Those that a member of this pair has beside the agent. */
    public static List<String> of(Pair pair) {
        List<String> packages = new ArrayList<>(SERVING);
        pair.vpn().ifPresent(vpn -> packages.add(VPN));
        return List.copyOf(packages);
    }

    /** Those that a member of any pair may have beside the agent. */
    public static List<String> ofAnyPair() {
        List<String> packages = new ArrayList<>(SERVING);
        packages.add(VPN);
        return List.copyOf(packages);
    }
}
