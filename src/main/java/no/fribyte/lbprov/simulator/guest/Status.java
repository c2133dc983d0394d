package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The document that {@code lbprov-guest status} prints, computed from the files and from what goes over the wire. */
final class Status {
    private final Machine machine;
    private final Wire wire;
    private final Member member;
    private final Problems problems = new Problems();

    Status(Machine machine, Wire wire) {
        this.machine = machine;
        this.wire = wire;
        this.member = Member.of(machine.disk());
    }

    String print() {
        List<Ip> held = wire.held(machine);
        network();
        ObjectNode root = Json.object();
        root.put("format", 1);
        root.put("pair", member.pair());
        root.put("member", member.name());
        root.set("generation", new GenerationStatus(machine.disk(), problems).judge());
        root.put("drained", drained());
        root.set("keepalived", new KeepalivedStatus(machine, wire, member, problems).judge(held));
        ArrayNode virtualIps = root.putArray("virtualIps");
        for (String address : member.virtualIps()) {
            boolean isHeld = Ip.parse(address).filter(held::contains).isPresent();
            virtualIps.addObject().put("address", address).put("held", isHeld);
        }
        root.set("haproxy", new HaproxyStatus(machine, wire, member, problems).judge());
        root.set("wireguard", new WireGuardStatus(machine, member, problems).judge());
        root.set("firewall", firewall());
        root.set("sync", new SyncStatus(machine, wire, problems).judge());
        root.put("sshHostKey", sshHostKey());
        root.set("cloudInit", cloudInit());
        problems.printTo(root.putArray("problems"));
        return Json.print(root);
    }

    private void network() {
        String wanted = member.networkInterface();
        Optional<Interface> vrrp = machine.networkInterface(wanted);
        if (vrrp.isEmpty()) {
            problems.error(
                    "network", "there is no interface %s: no network card has its MAC address".formatted(wanted));
        } else if (!vrrp.get().isUp()) {
            problems.error("network", "interface %s is down or has no carrier".formatted(wanted));
        }
        for (Member.Gateway gateway : member.gateways()) {
            machine.networkInterface(gateway.networkInterface())
                    .filter(link -> link.isUp() && !link.hasDefaultRoute(gateway.address()))
                    .ifPresent(link -> problems.error(
                            "network",
                            "there is no default route by %s on interface %s"
                                    .formatted(gateway.address(), link.name())));
        }
        wire.duplicate(machine).ifPresent(address -> problems.error("network", "another machine uses " + address));
        String hostname = machine.disk().text("/etc/hostname").orElse("").strip();
        if (!hostname.equals(member.name())) {
            problems.error("network", "the host name is %s, not %s".formatted(hostname, member.name()));
        }
    }

    private boolean drained() {
        String text = machine.disk().text(LbprovGuest.DRAIN).orElse("0").strip();
        if (!text.matches("-?[0-9]+")) {
            problems.warning("keepalived", LbprovGuest.DRAIN + " does not hold a number");
            return false;
        }
        return text.startsWith("-");
    }

    private ObjectNode firewall() {
        boolean active = machine.disk().isActive("nftables")
                && machine.disk().unit("nftables").config().contains("table inet lbprov");
        if (!active) {
            problems.error("firewall", "the firewall is not loaded");
        }
        return Json.object().put("active", active);
    }

    private @Nullable String sshHostKey() {
        String[] words = machine.disk()
                .text("/etc/ssh/ssh_host_ed25519_key.pub")
                .orElse("")
                .strip()
                .split("\\s+", -1);
        return words.length >= 2 ? words[0] + " " + words[1] : null;
    }

    private ObjectNode cloudInit() {
        boolean disabled = machine.disk().has(CloudInit.MARKER);
        boolean copies = LbprovGuest.hasCopies(machine.disk());
        if (!disabled) {
            problems.warning("cloud-init", "cloud-init runs again at the next boot");
        }
        if (copies) {
            problems.warning("cloud-init", "cloud-init still has copies of the secrets");
        }
        Json.read(machine.disk(), "/run/lbprov/first-boot.json")
                .filter(state -> state.path("result").asString("").equals("failed"))
                .ifPresent(state -> problems.error(
                        "cloud-init",
                        "the first boot failed: " + state.path("error").asString("")));
        return Json.object().put("disabled", disabled).put("copies", copies);
    }
}
