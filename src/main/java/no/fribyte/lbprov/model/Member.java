package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One of the two load balancers of a pair, with nothing left to decide about it but its VMID.
 *
 * @param pinned the VMID, where the profile or the inventory fixes it
 */
public record Member(MemberName name, NodeName node, Role role, List<Nic> nics, Optional<VmId> pinned) {
    public Member {
        requireNonNull(name, "name");
        requireNonNull(node, "node");
        requireNonNull(role, "role");
        nics = List.copyOf(nics);
        requireNonNull(pinned, "pinned");
    }

    public Optional<Nic> nic(String network) {
        return nics.stream().filter(nic -> nic.network().name().equals(network)).findFirst();
    }

    public List<IpAddress> addresses() {
        return nics.stream().flatMap(nic -> nic.addresses().stream()).toList();
    }
}
