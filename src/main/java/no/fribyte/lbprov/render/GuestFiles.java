package no.fribyte.lbprov.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Packages;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.Vpn;

/** The files of one member, as {@code guest.md} lists them. */
final class GuestFiles {
    private static final int OPEN = 0644;
    private static final int PRIVATE = 0600;
    private static final int PROGRAM = 0755;
    private static final int HEALTH_PORT = 8404;
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private final Templates templates;
    private final Pair pair;
    private final Member member;
    private final PairSecrets secrets;
    private final List<GuestFile> files = new ArrayList<>();

    GuestFiles(Templates templates, Pair pair, Member member, PairSecrets secrets) {
        this.templates = templates;
        this.pair = pair;
        this.member = member;
        this.secrets = secrets;
    }

    List<GuestFile> all() {
        files.clear();
        serving();
        pair.vpn().ifPresent(this::vpn);
        calm();
        own();
        return List.copyOf(files);
    }

    private void serving() {
        filled("/etc/haproxy/haproxy.cfg", OPEN, "haproxy.cfg.ftl", new HaproxyValues(pair, member).values());
        filled(
                "/etc/keepalived/keepalived.conf",
                OPEN,
                "keepalived.conf.ftl",
                new KeepalivedValues(pair, member).values());
        filled("/etc/nftables.conf", OPEN, "nftables.conf.ftl", new FirewallValues(pair, member).values());
        plain("/usr/local/lib/lbprov/check-haproxy", PROGRAM, "check-haproxy");
        plain("/usr/local/lib/lbprov/check-sync", PROGRAM, "check-sync");
    }

    private void vpn(Vpn vpn) {
        WireGuardValues values = new WireGuardValues(pair, vpn);
        filled("/etc/wireguard/wg0.conf", PRIVATE, "wg0.conf.ftl", values.values(secrets));
        filled("/usr/local/lib/lbprov/check-wireguard", PROGRAM, "check-wireguard.ftl", values.checkValues());
    }

    private void calm() {
        filled("/etc/sysctl.d/60-lbprov.conf", OPEN, "sysctl.conf.ftl", kernelSettings());
        plain("/etc/systemd/system/haproxy.service.d/lbprov.conf", OPEN, "haproxy.service.conf");
        plain("/etc/systemd/system/keepalived.service.d/lbprov.conf", OPEN, "keepalived.service.conf");
        plain("/etc/systemd/system/systemd-networkd.service.d/lbprov.conf", OPEN, "systemd-networkd.service.conf");
        plain("/etc/systemd/networkd.conf.d/lbprov.conf", OPEN, "networkd.conf");
        for (String network : interfaces()) {
            // netplan names its files so; a drop-in beside them is kept when it writes them anew
            plain("/etc/systemd/network/10-netplan-%s.network.d/lbprov.conf".formatted(network), OPEN, "network.conf");
        }
        plain("/etc/needrestart/conf.d/lbprov.conf", OPEN, "needrestart.conf");
        plain("/etc/apt/apt.conf.d/52lbprov", OPEN, "apt.conf");
    }

    private void own() {
        filled("/etc/lbprov/packages", OPEN, "packages.ftl", Map.of("packages", Packages.of(pair)));
        files.add(new GuestFile("/etc/lbprov/member.json", PRIVATE, Documents.member(pair, member, secrets)));
        files.add(new GuestFile(
                "/etc/lbprov/sync.key", PRIVATE, secrets.syncSecret().reveal() + "\n"));
        plain("/etc/systemd/system/lbprov-sync.service", OPEN, "lbprov-sync.service");
        plain("/etc/systemd/system/lbprov-gate.service", OPEN, "lbprov-gate.service");
        plain("/usr/local/lib/lbprov/first-boot", PROGRAM, "first-boot");
        plain("/usr/local/sbin/lbprov-guest", PROGRAM, "lbprov-guest");
    }

    private Map<String, Object> kernelSettings() {
        TreeSet<Integer> ports = new TreeSet<>();
        ports.add(HEALTH_PORT);
        ports.add(pair.metrics().port());
        ports.add(Sync.port(pair));
        pair.vpn().map(Vpn::port).ifPresent(ports::add);
        pair.services().stream().map(Service::port).forEach(ports::add);
        Map<String, Object> values = new HashMap<>();
        values.put("reservedPorts", List.copyOf(ports.tailSet(FIRST_UNPRIVILEGED_PORT)));
        values.put("interfaces", interfaces());
        return values;
    }

    private List<String> interfaces() {
        return member.nics().stream().map(Nic::network).map(Network::name).toList();
    }

    private void filled(String path, int mode, String template, Map<String, ?> values) {
        files.add(new GuestFile(path, mode, templates.render(template, values)));
    }

    private void plain(String path, int mode, String name) {
        files.add(new GuestFile(path, mode, templates.plain(name)));
    }
}
