package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** All guests at work and what is broken between them: from it follows who sees whom. */
record Wire(List<Machine> machines, LanState state) {
    Wire {
        machines = List.copyOf(machines);
        requireNonNull(state, "state");
    }

    boolean isCut(Machine machine) {
        return state.cut().contains(machine.diskId());
    }

    /** Whether frames go from one interface to the other: same bridge and VLAN, on whichever node. */
    boolean joined(Machine one, Interface first, Machine other, Interface second) {
        return first.isUp()
                && second.isUp()
                && !isCut(one)
                && !isCut(other)
                && first.nic().segment().equals(second.nic().segment());
    }

    /** The virtual IPs that a machine holds. */
    List<Ip> held(Machine machine) {
        return new Vrrp(this).held(machine);
    }

    /**
     * Another machine on the segment that has one of this machine's addresses as its own. The kernel looks for IPv6
     * addresses alone, and only when it takes one, so whoever was there before notices nothing.
     */
    Optional<Ip> duplicate(Machine machine) {
        for (Interface mine : machine.interfaces()) {
            for (Machine other : machines) {
                if (other.diskId().equals(machine.diskId())
                        || other.disk().bootedAt().isAfter(machine.disk().bootedAt())) {
                    continue;
                }
                for (Interface theirs : other.interfaces()) {
                    if (joined(machine, mine, other, theirs)) {
                        Optional<Ip> twice = mine.addresses().stream()
                                .map(Subnet::address)
                                .filter(address -> address.isV6() && theirs.has(address))
                                .findFirst();
                        if (twice.isPresent()) {
                            return twice;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    boolean answers(Machine from, String host) {
        Optional<Ip> address = Ip.parse(host);
        boolean down = state.backendsDown().stream()
                .anyMatch(text -> text.equals(host) || Ip.parse(text).equals(address));
        return !down && !isCut(from) && address.filter(from::reaches).isPresent();
    }
}
