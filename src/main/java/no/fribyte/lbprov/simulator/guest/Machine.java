package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A guest at work: a machine that is switched on, and the disk it booted from. */
record Machine(Hardware hardware, GuestDisk disk) {
    static final String WG_UNIT = "wg-quick@wg0";
    private static final String ELECTED = "/run/keepalived.state";

    Machine {
        requireNonNull(hardware, "hardware");
        requireNonNull(disk, "disk");
    }

    String diskId() {
        return hardware.diskId();
    }

    List<Interface> interfaces() {
        return Netplan.interfaces(this);
    }

    Optional<Interface> networkInterface(String name) {
        return interfaces().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** WireGuard's configuration as it was when wg0 was brought up. */
    Optional<WireGuardConfig> wireGuard() {
        return disk.isActive(WG_UNIT) ? Optional.of(disk.wireGuard()) : Optional.empty();
    }

    /** Every address of its own, those of wg0 included; virtual IPs come and go and are not among them. */
    List<Ip> addresses() {
        List<Ip> all = new ArrayList<>();
        interfaces().forEach(each -> each.addresses().forEach(subnet -> all.add(subnet.address())));
        wireGuard().ifPresent(config -> all.addAll(config.addresses()));
        return all;
    }

    boolean reachesMirror() {
        return interfaces().stream().anyMatch(each -> each.isUp() && each.hasDefaultRoute());
    }

    boolean reaches(Ip address) {
        return address.isLoopback()
                || addresses().contains(address)
                || interfaces().stream()
                        .filter(Interface::isUp)
                        .anyMatch(each -> each.isOnLink(address) || each.hasDefaultRoute(address.isV6()));
    }

    /** Whether it held a virtual IP when last looked at: among equals the one that has it keeps it. */
    boolean isMaster() {
        return disk.text(ELECTED).orElse("").equals("MASTER");
    }

    void elected(boolean master) {
        if (master != isMaster()) {
            disk.write(ELECTED, "0644", master ? "MASTER" : "BACKUP");
        }
    }
}
