package no.fribyte.lbprov.render;

import java.util.List;
import no.fribyte.lbprov.model.Failback;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Role;

/** What VRRP needs to know of one member. */
record Vrrp(Pair pair, Member member) {
    Network network() {
        return pair.vrrpNetwork();
    }

    int routerId() {
        return pair.virtualIps().routerId();
    }

    /**
     * Where the virtual IPs shall stay after a failover both members have the same priority: nobody preempts an equal,
     * and a drain still works. With {@code nopreempt} it would not (measured): the holder keeps them.
     */
    int priority() {
        Role role = pair.virtualIps().failback() == Failback.MANUAL ? Role.BACKUP : member.role();
        return role.vrrpPriority();
    }

    IpAddress source() {
        return address(member);
    }

    IpAddress peer() {
        return address(pair.partnerOf(member));
    }

    /** Adverts travel in the family of the first virtual IP. */
    private IpAddress address(Member one) {
        boolean v6 = pair.virtualIps().first().isV6();
        List<IpAddress> own = one.nic(network().name()).map(Nic::addresses).orElse(List.of());
        return own.stream()
                .filter(address -> address.isV6() == v6)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s has no %s address on %s for VRRP"
                        .formatted(one.name(), v6 ? "IPv6" : "IPv4", network().name())));
    }
}
